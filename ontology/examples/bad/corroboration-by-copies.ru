# twin of: releases.ttl
# severity: Violation
# message: A corroboration is derived by the rule of two origins.
PREFIX dm: <https://demining.example.org/ontology#>
PREFIX dmv: <https://demining.example.org/vocabulary#>
DELETE { ?c dm:derivedBy ?old } INSERT { ?c dm:derivedBy dmv:same-text }
WHERE { ?c a dm:Corroboration ; dm:derivedBy ?old }
