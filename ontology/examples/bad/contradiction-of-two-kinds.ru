# twin of: contradictions.ttl
# severity: Violation
# message: A contradiction has one kind of discrepancy.
PREFIX dm: <https://demining.example.org/ontology#>
PREFIX dmv: <https://demining.example.org/vocabulary#>
INSERT { ?c dm:hasDiscrepancyKind dmv:rounding } WHERE { ?c a dm:Contradiction }
