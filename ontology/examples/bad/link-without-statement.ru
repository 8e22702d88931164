# twin of: figures.ttl
# severity: Violation
# message: A link has no statement with the sentence behind it (https://demining.example.org/ontology#takesPlaceIn).
PREFIX district: <https://demining.example.org/id/district/>
PREFIX dm: <https://demining.example.org/ontology#>
PREFIX event: <https://demining.example.org/id/event/>
INSERT DATA { event:example-clearance dm:takesPlaceIn district:AZ-SUS }
