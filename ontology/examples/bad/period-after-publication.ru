# twin of: figures.ttl
# severity: Warning
# message: A period ends after the day of publication.
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
DELETE { ?subject ?property ?old } INSERT { ?subject ?property "2023-09-27"^^xsd:date }
WHERE { VALUES ?old { "2023-08-27"^^xsd:date } ?subject ?property ?old }
