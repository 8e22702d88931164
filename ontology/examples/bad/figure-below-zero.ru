# twin of: figures.ttl
# severity: Violation
# message: A figure has one value, a number not below 0.
PREFIX dm: <https://demining.example.org/ontology#>
PREFIX figure: <https://demining.example.org/id/figure/>
DELETE { figure:example-ap dm:value ?old } INSERT { figure:example-ap dm:value -256 }
WHERE { figure:example-ap dm:value ?old }
