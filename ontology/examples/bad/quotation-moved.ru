# twin of: figures.ttl
# severity: Violation
# message: The quotation is not what the report's text holds at its offsets.
PREFIX oa: <http://www.w3.org/ns/oa#>
DELETE { ?quote oa:start 96 } INSERT { ?quote oa:start 95 } WHERE { ?quote oa:start 96 }
