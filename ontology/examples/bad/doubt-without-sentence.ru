# twin of: doubts.ttl
# severity: Violation
# message: A doubt names the sentences that give rise to it.
PREFIX dm: <https://demining.example.org/ontology#>
DELETE { ?d dm:supportedBy ?quote } WHERE { ?d a dm:Doubt ; dm:supportedBy ?quote }
