# twin of: people.ttl
# severity: Violation
# message: Of people only names and posts are kept.
PREFIX dm: <https://demining.example.org/ontology#>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
INSERT { ?person foaf:birthday "01-01" } WHERE { ?person a dm:Official }
