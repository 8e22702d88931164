# twin of: foundings.ttl
# severity: Violation
# message: Two foundings of one body make no figure doubtful.
PREFIX dm: <https://demining.example.org/ontology#>
INSERT { ?c dm:doubtsLeast ?statement } WHERE { ?c a dm:Contradiction ; dm:assesses ?statement }
