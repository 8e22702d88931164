# twin of: releases.ttl
# severity: Violation
# message: A restatement has one copy, which is not its original.
PREFIX dm: <https://demining.example.org/ontology#>
DELETE { ?r dm:hasOriginal ?old } INSERT { ?r dm:hasOriginal ?copy }
WHERE { ?r dm:hasCopy ?copy ; dm:hasOriginal ?old }
