# twin of: foundings.ttl
# severity: Violation
# message: An organisation was founded in a year or month, or on a day.
PREFIX dm: <https://demining.example.org/ontology#>
INSERT { ?body dm:foundedIn "the nineties" } WHERE { ?body dm:foundedIn ?told }
