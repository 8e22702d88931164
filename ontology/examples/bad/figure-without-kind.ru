# twin of: figures.ttl
# severity: Violation
# message: A figure has one figure kind of the vocabulary.
PREFIX dm: <https://demining.example.org/ontology#>
PREFIX figure: <https://demining.example.org/id/figure/>
DELETE WHERE { figure:example-area dm:hasFigureKind ?any }
