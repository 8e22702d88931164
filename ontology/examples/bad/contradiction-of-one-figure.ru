# twin of: contradictions.ttl
# severity: Violation
# message: A contradiction compares two figures, or statements, at least.
PREFIX dm: <https://demining.example.org/ontology#>
DELETE { ?c dm:assesses ?figure } WHERE { ?c dm:doubtsMost ?figure }
