# twin of: figures.ttl
# severity: Violation
# message: Every thing has a class that the ontology defines.
PREFIX dm: <https://demining.example.org/ontology#>
PREFIX event: <https://demining.example.org/id/event/>
INSERT DATA { event:example-clearance a dm:Battle }
