"""What bodies are part of: posts and officials, projects, meetings, the origin of a text."""
