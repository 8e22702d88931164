# twin of: releases.ttl
# severity: Violation
# message: A restatement is derived by one rule for restatements.
PREFIX dm: <https://demining.example.org/ontology#>
PREFIX dmv: <https://demining.example.org/vocabulary#>
DELETE { ?r dm:derivedBy dmv:same-figures } INSERT { ?r dm:derivedBy dmv:no-joint-solution }
WHERE { ?r dm:derivedBy dmv:same-figures }
