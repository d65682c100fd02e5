"""Subjects and places as publishers code them."""

import re

from slugline.records.story import Concept

_IPTC = re.compile(r"\w+://cv\.iptc\.org/newscodes/(\w+)/?(.*)", re.IGNORECASE)
_ALIASES = {
    "mediatopic": "medtop", "mediatopics": "medtop", "medtop": "medtop",
    "subjectcode": "subj", "subj": "subj", "iptc_subject_code": "subj", "iptc-subject-code": "subj",
}  # fmt: skip
"""IPTC's aliases of its schemes, by how their addresses end, and what else they are called."""


def concept(code: str | None, name: str | None = None, scheme: str | None = None) -> Concept | None:
    """Return a subject or place by its code (a qcode, a bare code with its scheme, or a uri) and its name.

    Codes of IPTC's vocabularies get IPTC's aliases, however they are written: ``medtop:20000139``. All
    others stay as given. None where there is neither code nor name.
    """
    code, name, scheme = (one.strip() or None if one else None for one in (code, name, scheme))
    if not code and not name:
        return None
    if code and (found := _IPTC.fullmatch(code)) and found[2]:
        scheme = _alias(found[1])
        code = f"{scheme}:{found[2]}"
    elif scheme and (known := _IPTC.fullmatch(scheme)):
        scheme = _alias(known[1])
        code = f"{scheme}:{code}" if code and ":" not in code else code
    elif scheme and code and scheme.lower() in _ALIASES and code.isdecimal():
        scheme = _alias(scheme)
        code = f"{scheme}:{code}"
    elif code and not scheme and re.fullmatch(r"[A-Za-z][\w-]*:[^/\s]+", code):
        scheme = code.partition(":")[0]
    return Concept(qcode=code, name=name, scheme=scheme)


def is_of_iptc(address: str) -> bool:
    """Tell whether ``address`` is that of one of IPTC's vocabularies, which codes are put behind."""
    return _IPTC.fullmatch(address) is not None and address.endswith("/")


def _alias(name: str) -> str:
    return _ALIASES.get(name.lower(), name.lower())
