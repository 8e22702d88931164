# twin of: figures.ttl
# severity: Violation
# message: An activity has only the properties that the ontology gives to activities.
PREFIX dm: <https://demining.example.org/ontology#>
PREFIX event: <https://demining.example.org/id/event/>
INSERT DATA { event:example-clearance dm:hasVictims 3 }
