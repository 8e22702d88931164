"""A report laid out for reading: words, sentences, numbers, known names."""
