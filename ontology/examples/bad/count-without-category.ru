# twin of: figures.ttl
# severity: Violation
# message: An area is a decimal number of hectares without a category; a count is a whole number of items with one category.
PREFIX dm: <https://demining.example.org/ontology#>
PREFIX figure: <https://demining.example.org/id/figure/>
DELETE WHERE { figure:example-ap dm:hasCategory ?any }
