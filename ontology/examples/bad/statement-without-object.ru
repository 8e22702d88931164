# twin of: figures.ttl
# severity: Violation
# message: A statement has one object.
PREFIX dm: <https://demining.example.org/ontology#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
DELETE { ?statement rdf:object ?any } WHERE { ?statement rdf:object ?any ; rdf:predicate dm:startDate }
