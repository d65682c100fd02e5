"""Signals in copy: what lines above, in front of and below a story say about it, for editors and machines."""
