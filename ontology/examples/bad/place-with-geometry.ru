# twin of: figures.ttl
# severity: Violation
# message: Coordinates of land are not kept.
PREFIX district: <https://demining.example.org/id/district/>
PREFIX geo: <http://www.opengis.net/ont/geosparql#>
PREFIX here: <https://demining.example.org/report/example-figures#>
INSERT DATA { district:AZ-FUZ geo:hasGeometry here:geometry }
