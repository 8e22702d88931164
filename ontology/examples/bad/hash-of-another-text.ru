# twin of: figures.ttl
# severity: Violation
# message: The hash is not that of the report's text.
PREFIX dm: <https://demining.example.org/ontology#>
DELETE { ?report dm:textHash ?old }
INSERT { ?report dm:textHash "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" }
WHERE { ?report dm:textHash ?old }
