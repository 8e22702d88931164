# twin of: releases.ttl
# severity: Violation
# message: A restatement has one likeness at most, a decimal number from 0 to 1.
PREFIX dm: <https://demining.example.org/ontology#>
DELETE { ?r dm:likeness ?old } INSERT { ?r dm:likeness 1.2 } WHERE { ?r dm:likeness ?old }
