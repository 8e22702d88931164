# twin of: figures.ttl
# severity: Violation
# message: A thing has a label, with its language.
PREFIX dm: <https://demining.example.org/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
DELETE { ?event rdfs:label ?old } INSERT { ?event rdfs:label "Clearance" }
WHERE { ?event a dm:ClearanceEvent ; rdfs:label ?old }
