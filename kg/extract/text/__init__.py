"""A report laid out for reading: words, sentences, numbers, known names.

A text is cut into pieces at white space, each piece finely into atoms and coarsely into tokens;
words are looked up by their keys; phrases of atoms give the words of the trade and known names.
"""
