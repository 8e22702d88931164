# twin of: figures.ttl
# severity: Violation
# message: What is stated rests on evidence.
PREFIX dm: <https://demining.example.org/ontology#>
PREFIX figure: <https://demining.example.org/id/figure/>
DELETE WHERE { figure:example-area dm:supportedBy ?any }
