# twin of: doubts.ttl
# severity: Violation
# message: A doubt has only the properties that the ontology gives to doubts.
PREFIX dm: <https://demining.example.org/ontology#>
INSERT { ?d dm:likeness 1.0 } WHERE { ?d a dm:Doubt }
