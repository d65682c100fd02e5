"""Abbreviations: words that keep their dot, behind which a sentence seldom or never ends. All are as written,
without the last dot.
"""

from slugline.lang.chosen import LISTS

_ENTRIES = LISTS.lines("abbreviations.txt")
WORDS = frozenset(entry[1:] for entry in _ENTRIES if entry.startswith("~"))
"""Those that are plain words too ("the Sun."): where a sentence ends there, the dot is a full stop."""
SELDOM = WORDS | {entry[1:] for entry in _ENTRIES if entry.startswith("?")}
"""Those behind which a sentence ends only if a usual opener of sentences follows."""
NEVER = frozenset(entry for entry in _ENTRIES if entry[0] not in "?~")
"""Those behind which no sentence ends ("Mr")."""
