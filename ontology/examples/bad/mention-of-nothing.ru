# twin of: figures.ttl
# severity: Violation
# message: A mention refers to one thing.
PREFIX dm: <https://demining.example.org/ontology#>
DELETE { ?mention dm:refersTo ?any } WHERE { ?mention dm:refersTo ?any ; dm:surface "Tatar" }
