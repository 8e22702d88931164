# twin of: figures.ttl
# severity: Violation
# message: A figure describes one activity, whose scope is its scope.
PREFIX dm: <https://demining.example.org/ontology#>
PREFIX figure: <https://demining.example.org/id/figure/>
DELETE WHERE { figure:example-area dm:describes ?any }
