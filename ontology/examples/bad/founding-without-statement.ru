# twin of: foundings.ttl
# severity: Violation
# message: A link has no statement with the sentence behind it (https://demining.example.org/ontology#foundedIn).
PREFIX dm: <https://demining.example.org/ontology#>
INSERT { ?body dm:foundedIn "2021" } WHERE { ?body dm:foundedIn ?told }
