# twin of: figures.ttl
# severity: Violation
# message: What is stated stands in one report.
PREFIX dm: <https://demining.example.org/ontology#>
PREFIX figure: <https://demining.example.org/id/figure/>
DELETE WHERE { figure:example-area dm:statedIn ?any }
