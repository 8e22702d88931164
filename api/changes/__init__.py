"""Changes over HTTP: updates, whole graphs, reports; who may, and what is checked."""
