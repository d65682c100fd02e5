"""A user's authority files: names of people, organisations and places with their ids elsewhere.

An entry is {"name", "type", "aliases", "ids", "country", "roles", "prior"}; name and type are a must. A file
of some thousands is JSON lines; of a larger one `slugline authority build` makes an index that all processes
map. Light: what reads no story imports this without spaCy.
"""

from slugline.authority.entries import Entry, GazetteerError, Ids, read

__all__ = ["Entry", "GazetteerError", "Ids", "read"]
