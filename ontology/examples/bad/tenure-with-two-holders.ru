# twin of: people.ttl
# severity: Violation
# message: A tenure has one holder.
PREFIX dm: <https://demining.example.org/ontology#>
PREFIX person: <https://demining.example.org/id/person/>
INSERT { ?tenure dm:heldBy person:nusrat-suleymanov } WHERE { ?tenure a dm:Tenure }
