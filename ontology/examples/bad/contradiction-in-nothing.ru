# twin of: contradictions.ttl
# severity: Violation
# message: A contradiction has one kind of discrepancy.
PREFIX dm: <https://demining.example.org/ontology#>
DELETE { ?c dm:hasDiscrepancyKind ?kind } WHERE { ?c dm:hasDiscrepancyKind ?kind }
