# twin of: figures.ttl
# severity: Violation
# message: A figure has one device category of the vocabulary at most.
PREFIX dm: <https://demining.example.org/ontology#>
PREFIX dmv: <https://demining.example.org/vocabulary#>
PREFIX figure: <https://demining.example.org/id/figure/>
DELETE { figure:example-ap dm:hasCategory ?old } INSERT { figure:example-ap dm:hasCategory dmv:tripwire }
WHERE { figure:example-ap dm:hasCategory ?old }
