# twin of: contradictions.ttl
# severity: Violation
# message: A contradiction is derived by one rule for contradictions.
PREFIX dm: <https://demining.example.org/ontology#>
PREFIX dmv: <https://demining.example.org/vocabulary#>
DELETE { ?c dm:derivedBy ?old } INSERT { ?c dm:derivedBy dmv:same-figures }
WHERE { ?c a dm:Contradiction ; dm:derivedBy ?old }
