# twin of: figures.ttl
# severity: Violation
# message: A figure counts a part of the work, or not.
PREFIX dm: <https://demining.example.org/ontology#>
INSERT { ?f dm:countsPart "half" } WHERE { ?f a dm:ReportedFigure }
