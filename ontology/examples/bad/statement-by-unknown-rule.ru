# twin of: figures.ttl
# severity: Violation
# message: A statement is inferred by a rule of the vocabulary.
PREFIX dm: <https://demining.example.org/ontology#>
PREFIX dmv: <https://demining.example.org/vocabulary#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
INSERT { ?statement dm:inferredBy dmv:guess } WHERE { ?statement rdf:predicate dm:startDate }
