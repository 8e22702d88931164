# twin of: figures.ttl
# severity: Violation
# message: A figure has one unit: hectare or number.
PREFIX dm: <https://demining.example.org/ontology#>
PREFIX figure: <https://demining.example.org/id/figure/>
DELETE WHERE { figure:example-area dm:hasUnit ?any }
