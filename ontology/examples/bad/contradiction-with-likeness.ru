# twin of: contradictions.ttl
# severity: Violation
# message: A contradiction has only the properties that the ontology gives to contradictions.
PREFIX dm: <https://demining.example.org/ontology#>
INSERT { ?c dm:likeness 0.5 } WHERE { ?c a dm:Contradiction }
