# twin of: releases.ttl
# severity: Violation
# message: The copy of a restatement is linked to its original.
PREFIX dm: <https://demining.example.org/ontology#>
DELETE { ?copy dm:restatedFrom ?original } WHERE { ?copy dm:restatedFrom ?original }
