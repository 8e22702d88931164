# twin of: releases.ttl
# severity: Violation
# message: A corroboration compares two figures.
PREFIX dm: <https://demining.example.org/ontology#>
DELETE { ?c dm:assesses ?gone }
WHERE { ?c a dm:Corroboration ; dm:assesses ?gone, ?kept . FILTER (STR(?gone) < STR(?kept)) }
