# twin of: projects.ttl
# severity: Violation
# message: A project has a status of the vocabulary.
PREFIX dmv: <https://demining.example.org/vocabulary#>
DELETE { ?subject ?property dmv:status-not-stated } INSERT { ?subject ?property dmv:stalled }
WHERE { ?subject ?property dmv:status-not-stated }
