"""Copy in capitals, read as if it were set in small letters: a text beside the story's, letter for letter.

Whether a word is a name is told by the lists of names and titles, and by the pieces of wordllama's tokeniser,
which was made from running text: "▁storm" is a piece and "▁ramon" is none. Offsets stay what they were; what
is found is given back with the letters of the story.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from slugline.lang.chosen import LISTS
from slugline.lang.vocabulary import CLASSES, NOUNS, OTHERS, VERBS
from slugline.lang.zone_words import given_names, towns
from slugline.records.story import Story, Zone
from slugline.records.zones import ZoneKind

FEWEST = 6
"""Words of the shortest copy in capitals: a headline is not enough to tell."""

MOST = 0.03
"""Share of small letters that copy in capitals may hold ("McBRIDE")."""

_TOKENISER = "tokenizers/l2_supercat_tokenizer_config.json"
_BLANK = "▁"
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_OPENS = re.compile(r"(?:^|[.!?]['\"”’)\]]*\s+|\n\s*|[\"“‘(]\s*|:\s+)['\"“‘(]*$")
_SHORTEST = 3
_COPY: frozenset[ZoneKind] = frozenset({"body", "bullet", "caption", "standfirst", "headline"})


def running(story: Story) -> Story:
    """Return ``story`` with the zones that are in capitals in running case; itself where its body is not."""
    body = [story.text[zone.start : zone.end] for zone in story.zones if zone.kind == "body"]
    if not body or not _is_loud(" ".join(body)):
        return story
    letters = list(story.text)
    for zone in story.zones:
        if zone.kind in _COPY or zone.kind in ("byline", "dateline"):
            _set(letters, story.text, zone)
    return replace(story, text="".join(letters))


def as_written(events: Mapping[str, tuple[Any, ...]], text: str) -> dict[str, tuple[Any, ...]]:
    """Return ``events`` with the words of ``text``, at their offsets, in place of those in running case.

    Names stay in running case: they are nobody's words.
    """
    return {kind: tuple(_written(one, text) for one in found) for kind, found in events.items()}


def _written(found: Any, text: str) -> Any:
    if isinstance(found, tuple):
        return tuple(_written(one, text) for one in found)
    if not is_dataclass(found) or isinstance(found, type):
        return found
    values = {field.name: getattr(found, field.name) for field in fields(found)}
    changed = {name: _written(value, text) for name, value in values.items()}
    if {"start", "end", "text"} <= set(values):
        changed["text"] = text[values["start"] : values["end"]]
    elif {"pieces", "text"} <= set(values):
        changed["text"] = _PIECES.join(text[one.start : one.end] for one in values["pieces"])
    return replace(found, **changed)


_PIECES = " ... "


_START = 2_000
"""Letters that tell of most copy that it is not in capitals."""


def _is_loud(text: str) -> bool:
    if sum(map(str.islower, text[:_START])) > MOST * len(text):
        return False  # as nearly all copy
    tall = sum(map(str.isupper, text))
    small = sum(map(str.islower, text))
    return small <= MOST * tall and len(_WORD.findall(text)) >= FEWEST


def _set(letters: list[str], text: str, zone: Zone) -> None:
    """Write the words of ``zone`` in running case into ``letters``."""
    words = list(_WORD.finditer(text, zone.start, zone.end))
    names = _names([match[0] for match in words])
    before = ""
    for match, name in zip(words, names, strict=True):
        opens = not text[zone.start : match.start()].strip(" \"“‘'(") or bool(
            _OPENS.search(text, max(zone.start, match.start() - 6), match.start())
        )
        word = match[0]
        acronym, before = _is_acronym(word, before), word
        if acronym:
            continue
        for at, letter in enumerate(word):
            low = letter.lower()
            first = at == 0 or (word[at - 1] in "'’" and at < 3 and len(word) - at > 2)
            if len(low) == 1 and not (first and (name or opens)):
                letters[match.start() + at] = low


def _names(words: Sequence[str]) -> list[bool]:
    """Tell which of the words in a row are parts of names."""
    low = [word.casefold() for word in words]
    found = [_is_name(word) for word in low]
    for at, word in enumerate(low):
        for length in (4, 3, 2):
            phrase = " ".join(low[at : at + length])
            if phrase in towns() or phrase in _words("phrase"):
                found[at : at + length] = [True] * len(found[at : at + length])
        if at and word in _words("month-word") and low[at - 1] in _words("before-month"):
            found[at] = True
        before = at > 0 and found[at - 1]
        if (before and low[at - 1] in given_names() and not _is_plain(word)) or (
            before and word in _words("head")
        ):
            found[at] = True
    for at in range(len(low) - 1, -1, -1):
        following = found[at + 1] if at + 1 < len(low) else False
        title = low[at] in CLASSES["office"] and low[at] not in _words("never")
        if following and title and (low[at + 1] in given_names() or not _is_common(low[at + 1])):
            found[at] = True
    return found


def _is_name(word: str) -> bool:
    """Tell whether a word stands with a capital in running text more often than not."""
    bare = re.sub(r"['’]s$", "", word)
    if bare in _words("never"):
        return False
    if bare in _words("month") or bare in _peoples() or bare.removesuffix("s") in _peoples():
        return True
    small, tall = _rank(bare), _rank(bare.capitalize())
    if bare in given_names() or bare in towns():
        return small is None or (tall is not None and tall < small)
    if small is not None:
        return tall is not None and tall * 1.5 < small
    if bare in _common_words() or _is_form(bare):
        return False
    return True if tall is not None else not bare.endswith(tuple(_words("ending")))


def _is_plain(word: str) -> bool:
    """Whether no surname is expected: a small word, a verb, one of the commonest words."""
    return word in _words("never") or word in LISTS.entries(VERBS) or (_rank(word) or _NEVER) < _COMMONEST


def _is_common(word: str) -> bool:
    return _rank(word) is not None or word in _common_words()


_COMMONEST = 2_000
_NEVER = 10**9


def _is_form(word: str) -> bool:
    """Tell whether it is a form of a known word: "killings", "wounded"; or hardly any word at all."""
    for ending in _words("form"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _SHORTEST:
            doubled = stem[:-1] if stem[-1:] == stem[-2:-1] else stem
            if any(
                _rank(one) is not None or one in _common_words()
                for one in (stem, stem + "e", stem + "y", doubled)
            ):
                return True
    return False


def _is_acronym(word: str, before: str) -> bool:
    """Whether a word stays in capitals: no vowel, or well known; "US" only behind a small word ("the US")."""
    low = word.casefold()
    if low == _US:
        return before.casefold() in _words("before-us")
    short = 1 < len(word) <= 4 and not re.search(r"[AEIOUYÀ-Þ'’]", word)
    return low in _words("acronym") or (short and _rank(low) is None)


_US = "us"


@cache
def _common_words() -> frozenset[str]:
    """The words of the lists, those of topics among them: what news is about."""
    found = {word for name in (NOUNS, VERBS, *OTHERS) for word in LISTS.entries(name) if word.islower()}
    for one in files(LISTS.folder).joinpath("topics").iterdir():
        found.update(re.findall(r"[a-z]{3,}", one.read_text("utf-8")))
    return frozenset(found)


@cache
def _peoples() -> frozenset[str]:
    """Peoples, regions and states: one word each."""
    rows = [line.split("\t") for line in LISTS.lines("countries.tsv")]
    names = {name.casefold() for row in rows if len(row) > 3 for name in row[3].split(";")}
    for name in ("nations.txt", "regions.txt"):
        names |= LISTS.split(name)
    return frozenset(name for name in names if name and " " not in name)


def _words(of_class: str) -> frozenset[str]:
    return LISTS.classed("case.txt", of_class)


def _rank(word: str) -> int | None:
    return _pieces().get(_BLANK + word)


@cache
def _pieces() -> dict[str, int]:
    spec = find_spec("wordllama")
    if spec is None or not spec.submodule_search_locations:
        return {}
    path = Path(spec.submodule_search_locations[0]) / _TOKENISER
    pieces: dict[str, int] = json.loads(path.read_text("utf-8"))["model"]["vocab"]
    return pieces
