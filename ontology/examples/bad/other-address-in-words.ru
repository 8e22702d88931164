# twin of: releases.ttl
# severity: Violation
# message: Other addresses of a report are addresses.
PREFIX dm: <https://demining.example.org/ontology#>
DELETE { ?report dm:otherAddress ?old } INSERT { ?report dm:otherAddress "also in Trend" }
WHERE { ?report dm:otherAddress ?old }
