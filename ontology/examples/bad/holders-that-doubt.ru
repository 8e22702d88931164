# twin of: holders.ttl
# severity: Violation
# message: Two holders of one post make no figure doubtful.
PREFIX dm: <https://demining.example.org/ontology#>
INSERT { ?c dm:doubtsLeast ?statement } WHERE { ?c a dm:Contradiction ; dm:assesses ?statement }
