# twin of: doubts.ttl
# severity: Violation
# message: A doubt is derived by one rule for doubts.
PREFIX dm: <https://demining.example.org/ontology#>
PREFIX dmv: <https://demining.example.org/vocabulary#>
DELETE { ?d dm:derivedBy ?rule } INSERT { ?d dm:derivedBy dmv:same-text } WHERE { ?d a dm:Doubt ; dm:derivedBy ?rule }
