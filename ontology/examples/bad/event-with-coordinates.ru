# twin of: figures.ttl
# severity: Violation
# message: Coordinates of land are not kept.
PREFIX event: <https://demining.example.org/id/event/>
PREFIX wgs84: <http://www.w3.org/2003/01/geo/wgs84_pos#>
INSERT DATA { event:example-clearance wgs84:lat "39.6" }
