# twin of: figures.ttl
# severity: Violation
# message: An activity takes place in places.
PREFIX agency: <https://demining.example.org/id/agency/>
PREFIX district: <https://demining.example.org/id/district/>
PREFIX dm: <https://demining.example.org/ontology#>
DELETE { ?event dm:takesPlaceIn district:AZ-FUZ } INSERT { ?event dm:takesPlaceIn agency:anama }
WHERE { ?event dm:takesPlaceIn district:AZ-FUZ }
