# twin of: projects.ttl
# severity: Warning
# message: A project is implemented by actors.
PREFIX agency: <https://demining.example.org/id/agency/>
PREFIX district: <https://demining.example.org/id/district/>
PREFIX dm: <https://demining.example.org/ontology#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
DELETE { ?subject ?property agency:az-ministry-of-defense }
INSERT { ?subject ?property district:AZ-KAL }
WHERE { VALUES ?property { dm:implementedBy rdf:object }
    ?subject ?property agency:az-ministry-of-defense }
