# twin of: figures.ttl
# severity: Violation
# message: A figure has one measure of the vocabulary.
PREFIX dm: <https://demining.example.org/ontology#>
PREFIX dmv: <https://demining.example.org/vocabulary#>
PREFIX figure: <https://demining.example.org/id/figure/>
INSERT DATA { figure:example-area dm:hasMeasure dmv:area-surveyed }
