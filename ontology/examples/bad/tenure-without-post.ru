# twin of: people.ttl
# severity: Violation
# message: A tenure fills one post.
PREFIX dm: <https://demining.example.org/ontology#>
DELETE WHERE { ?tenure dm:fillsPost ?any }
