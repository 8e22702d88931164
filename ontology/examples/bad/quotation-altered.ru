# twin of: figures.ttl
# severity: Violation
# message: The quotation is not what the report's text holds at its offsets.
PREFIX oa: <http://www.w3.org/ns/oa#>
DELETE { ?quote oa:exact ?words } INSERT { ?quote oa:exact ?altered }
WHERE { ?quote oa:exact ?words ; oa:start 0 . BIND (REPLACE(?words, "528.1", "582.1") AS ?altered) }
