"""What stands beside a name and tells what it names: "Mr ...", "in ...", "... said", "...'s wife", "...,
53,".
"""

import re
from collections.abc import Mapping
from functools import cache

from slugline.entities.known_names import kind_by_name
from slugline.entities.name_forms import fold
from slugline.lang.chosen import LISTS
from slugline.lang.vocabulary import CLASSES as WORDS
from slugline.lang.word_lists import alternation

Weights = dict[str, float]
REACH = 44
"""How many characters each side are looked at."""
AGE = re.compile(
    rf", (?:{alternation(WORDS['aged'])} )?\d{{1,2}}"
    rf"(?:,| {alternation(WORDS['years'])}|\.|-{alternation(WORDS['year'])})"
)
OTHERS_ARTICLE = re.compile(rf"(?:['’]s?)? (?!{alternation(WORDS['no-noun'])} )[a-z]{{3}}")
"""Behind a name: makes the article before it that of the noun to come, as in "the Malkova government"."""
BASED = re.compile(rf"-{alternation(WORDS['based'])}")
CLOSED = (".", ",", ";", ":", "!", "?", ")", '"', "”")
POSSESSIVE = re.compile(r"['’‘]s? ")
FOLLOWED_BY_PLACE = re.compile(r", ([A-Z][\w.'-]+(?: [A-Z][\w'-]+)?)")


@cache
def _tables() -> Mapping[str, Mapping[str, tuple[tuple[str, float], ...]]]:
    tables: dict[str, dict[str, tuple[tuple[str, float], ...]]] = {}
    for line in LISTS.lines("cues.txt"):
        of_class, where, kind, weight = line.split("\t")
        table = tables.setdefault(where, {})
        for entry in WORDS[of_class]:
            table[entry] = (*table.get(entry, ()), (kind, float(weight)))
    return tables


def weigh(text: str, start: int, end: int, weights: Weights) -> None:
    """Add to ``weights`` what stands beside ``text[start:end]`` says about its type. Weights are hand-set
    points.
    """
    before = text[max(0, start - REACH) : start]
    line = before.rfind("\n")
    before = before[line + 1 :]
    after = text[end : end + REACH]
    line = after.find("\n")
    after = after if line < 0 else after[:line]
    if before.endswith(" "):
        _before(before, OTHERS_ARTICLE.match(after) is not None, weights)
    _after(after, weights)


def _before(before: str, others_article: bool, weights: Weights) -> None:
    words = before.split()[-2:]
    if not words:
        return
    last = words[-1].lower()
    table = _tables()["before"]
    if last.endswith(CLOSED) and last not in table:
        return
    _add(table, f"{words[0].lower()} {last}" if len(words) == 2 else last, last, weights)
    if last in WORDS["the"]:
        weights["PERSON"] = weights.get("PERSON", 0.0) - (0.5 if others_article else 2.0)
        weights["LOC"] = weights.get("LOC", 0.0) + 0.4


def _after(after: str, weights: Weights) -> None:
    if BASED.match(after):
        weights["GPE"] = weights.get("GPE", 0.0) + 3
        return
    match = POSSESSIVE.match(after)
    if match:
        where, rest = "owned", after[match.end() :]
    elif after.startswith(", "):
        where, rest = "comma", after[2:]
        if AGE.match(after):
            weights["PERSON"] = weights.get("PERSON", 0.0) + 3
        place = FOLLOWED_BY_PLACE.match(after)
        if place and kind_by_name(place[1], fold(place[1])) == "GPE":
            weights["GPE"] = weights.get("GPE", 0.0) + 1.5
    elif after.startswith((" ", '," ', ",” ")):
        where, rest = "after", after.lstrip(' ,"”')
    else:
        return
    words = rest.split(" ", 2)[:2]
    if words:
        first = words[0].rstrip('.,;:?!"”’').lower()
        both = f"{first} {words[1].rstrip('.,;:').lower()}" if len(words) == 2 else first
        _add(_tables()[where], both, first, weights)


def _add(table: Mapping[str, tuple[tuple[str, float], ...]], both: str, one: str, weights: Weights) -> None:
    for kind, weight in table.get(both) or table.get(one, ()):
        weights[kind] = weights.get(kind, 0.0) + weight
