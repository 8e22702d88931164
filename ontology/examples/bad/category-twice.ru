# twin of: figures.ttl
# severity: Warning
# message: One category is counted twice in one scope.
PREFIX dm: <https://demining.example.org/ontology#>
PREFIX dmv: <https://demining.example.org/vocabulary#>
PREFIX figure: <https://demining.example.org/id/figure/>
DELETE { figure:example-uxo dm:hasCategory ?old }
INSERT { figure:example-uxo dm:hasCategory dmv:anti-personnel-mine }
WHERE { figure:example-uxo dm:hasCategory ?old }
