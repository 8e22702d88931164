"""The network: who works with whom, where; page, data, evidence, files."""
