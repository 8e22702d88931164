# twin of: people.ttl
# severity: Violation
# message: A body is part of itself, by way of others.
PREFIX body: <https://demining.example.org/id/body/>
PREFIX dm: <https://demining.example.org/ontology#>
PREFIX group: <https://demining.example.org/id/group/>
INSERT DATA { body:az-coordination-headquarters dm:partOf group:az-mine-uxo-working-group }
