# twin of: figures.ttl
# severity: Violation
# message: A mention has one score, a decimal number from 0 to 1.
PREFIX dm: <https://demining.example.org/ontology#>
DELETE { ?mention dm:score ?old } INSERT { ?mention dm:score 1.5 }
WHERE { ?mention dm:score ?old ; dm:surface "Tatar" }
