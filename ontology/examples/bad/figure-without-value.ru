# twin of: figures.ttl
# severity: Violation
# message: A figure has one value, a number not below 0.
PREFIX dm: <https://demining.example.org/ontology#>
PREFIX figure: <https://demining.example.org/id/figure/>
DELETE WHERE { figure:example-area dm:value ?any }
