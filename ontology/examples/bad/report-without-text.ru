# twin of: figures.ttl
# severity: Violation
# message: A report has its text, once, as a plain string.
PREFIX dm: <https://demining.example.org/ontology#>
DELETE WHERE { ?report dm:text ?any }
