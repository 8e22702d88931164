# twin of: figures.ttl
# severity: Violation
# message: An area is a decimal number of hectares without a category; a count is a whole number of items with one category.
PREFIX dm: <https://demining.example.org/ontology#>
PREFIX figure: <https://demining.example.org/id/figure/>
DELETE { figure:example-ap dm:value ?old } INSERT { figure:example-ap dm:value 256.5 }
WHERE { figure:example-ap dm:value ?old }
