# twin of: figures.ttl
# severity: Warning
# message: The places of a clearance event are not stated.
PREFIX dm: <https://demining.example.org/ontology#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
DELETE { ?event dm:takesPlaceIn ?place . ?statement ?part ?value }
WHERE { ?event dm:takesPlaceIn ?place . ?statement rdf:predicate dm:takesPlaceIn ; ?part ?value }
