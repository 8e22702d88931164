# twin of: figures.ttl
# severity: Violation
# message: An area is a decimal number of hectares without a category; a count is a whole number of items with one category.
PREFIX dm: <https://demining.example.org/ontology#>
PREFIX dmv: <https://demining.example.org/vocabulary#>
PREFIX figure: <https://demining.example.org/id/figure/>
INSERT DATA { figure:example-area dm:hasCategory dmv:mine }
