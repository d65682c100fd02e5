"""Pure text side: a Story and its spaCy Doc in, events out."""
