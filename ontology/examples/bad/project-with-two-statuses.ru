# twin of: projects.ttl
# severity: Warning
# message: A project has several statuses in one report.
PREFIX dm: <https://demining.example.org/ontology#>
PREFIX dmv: <https://demining.example.org/vocabulary#>
PREFIX here: <https://demining.example.org/report/example-projects#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
INSERT { ?project dm:hasStatus dmv:closed . here:s-closed rdf:object dmv:closed ; ?part ?value }
WHERE {
    ?project a dm:Project ; dm:hasStatus ?old .
    ?statement rdf:predicate dm:hasStatus ; ?part ?value .
    FILTER (?part != rdf:object)
}
