# twin of: people.ttl
# severity: Violation
# message: A post has its title, with the language.
PREFIX dm: <https://demining.example.org/ontology#>
DELETE WHERE { ?post dm:roleTitle ?any }
