# twin of: figures.ttl
# severity: Warning
# message: A period begins after it ends.
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
DELETE { ?subject ?property ?old } INSERT { ?subject ?property "2023-08-28"^^xsd:date }
WHERE { VALUES ?old { "2023-08-21"^^xsd:date } ?subject ?property ?old }
