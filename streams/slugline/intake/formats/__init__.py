"""Bytes of a wire format to a story, a module each."""
