"""The web server: SPARQL endpoint, questions, pages."""
