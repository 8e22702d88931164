# twin of: releases.ttl
# severity: Violation
# message: A restatement has one original.
PREFIX dm: <https://demining.example.org/ontology#>
DELETE { ?r dm:hasOriginal ?old } WHERE { ?r dm:hasOriginal ?old }
