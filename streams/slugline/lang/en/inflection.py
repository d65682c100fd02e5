"""Forms of English verbs and nouns."""

DOUBLED = frozenset(["put", "cut", "beg", "forget", "begin"])
"""Verbs that double their last letter before -ing without showing it in the past tense."""


def inflect(lemma: str, past: str = "", part: str = "") -> dict[str, str]:
    """Return the forms of a verb by tense: base, s, past, part, ing.

    ``past`` and ``part`` are given where they are irregular, "" elsewhere.

    >>> inflect("reply")["past"], inflect("say", "said", "said")["part"], inflect("urge")["ing"]
    ('replied', 'said', 'urging')
    """
    consonant_y = lemma.endswith("y") and lemma[-2] not in "aeiou"
    stem = lemma[:-1] if lemma.endswith("e") or consonant_y else lemma
    third = _with_s(lemma)
    past = past or stem + ("ied" if consonant_y else "ed")
    double = past.endswith("ed") and len(past) - len(lemma) == 3 and past[-3] == lemma[-1]
    silent = lemma.endswith("e") and not lemma.endswith("ee")
    doubled = double or lemma in DOUBLED
    ing = (lemma + lemma[-1] if doubled else lemma[:-1] if silent else lemma) + "ing"
    return {"base": lemma, "s": third, "past": past, "part": part or past, "ing": ing}


def plural(noun: str) -> str:
    """Return the plural of a noun, a regular one or of a kind of man.

    >>> plural("spokesman"), plural("agency"), plural("coach")
    ('spokesmen', 'agencies', 'coaches')
    """
    return noun[:-3] + "men" if noun.endswith("man") else _with_s(noun)


def _with_s(word: str) -> str:
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
