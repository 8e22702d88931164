# twin of: contradictions.ttl
# severity: Violation
# message: A contradiction doubts only figures that it compares.
PREFIX dm: <https://demining.example.org/ontology#>
INSERT { ?c dm:allowsRounding <https://demining.example.org/id/figure/example-else-12345678> }
WHERE { ?c a dm:Contradiction }
