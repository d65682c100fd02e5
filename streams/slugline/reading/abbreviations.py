"""Abbreviations: words that keep their dot, behind which a sentence seldom or never ends. All are as written,
without the last dot.
"""

import re

from slugline.lang.vocabulary import CLASSES

NUMBERED = CLASSES["before-a-number"]
"""Those that are abbreviations only before a number ("No. 4"), else plain words ("She said no.")."""
WORDS = CLASSES["plain-word"]
"""Those that are plain words too ("the Sun."): where a sentence ends there, the dot is a full stop."""
SELDOM = CLASSES["seldom-ends"]
"""Those behind which a sentence ends only if a usual opener of sentences follows."""
NEVER = CLASSES["never-ends"] | {title.title() for title in CLASSES["abbr"] | CLASSES["dotted-title"]}
"""Those behind which no sentence ends ("Mr")."""
NUMBER = re.compile(r"\s*[(\[#]?(?:\d|[A-Z]\d*\b)")
"""What stands behind an abbreviation of "number": digits, or one letter ("No. 4", "No. (4)", "No. B2")."""
