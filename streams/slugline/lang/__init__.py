"""Languages: a folder each, with every word list of that language."""
