# twin of: people.ttl
# severity: Warning
# message: No day is known on which the post was held.
PREFIX dm: <https://demining.example.org/ontology#>
DELETE { ?tenure dm:attestedOn ?day } WHERE { ?tenure dm:attestedOn ?day }
