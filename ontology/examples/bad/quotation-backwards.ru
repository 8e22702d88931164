# twin of: figures.ttl
# severity: Violation
# message: Evidence starts at one character of the text, before its end.
PREFIX oa: <http://www.w3.org/ns/oa#>
DELETE { ?quote oa:start 96 } INSERT { ?quote oa:start 196 } WHERE { ?quote oa:start 96 }
