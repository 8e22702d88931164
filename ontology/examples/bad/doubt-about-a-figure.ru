# twin of: doubts.ttl
# severity: Violation
# message: A doubt is about one report.
PREFIX dm: <https://demining.example.org/ontology#>
DELETE { ?d dm:assesses ?report } INSERT { ?d dm:assesses ?figure } WHERE { ?d a dm:Doubt ; dm:assesses ?report . ?figure a dm:ReportedFigure }
