# twin of: figures.ttl
# severity: Warning
# message: A district is named for days on which it did not exist.
PREFIX district: <https://demining.example.org/id/district/>
DELETE { ?subject ?property district:AZ-FUZ } INSERT { ?subject ?property district:aghdara }
WHERE { ?subject ?property district:AZ-FUZ }
