"""The SPARQL endpoint: protocol, service description, editor, and answers given before."""
