"""Terms: what a lexicon looks for in the words of a story. Their grammar, and how they are found.

A term is one or more phrases, joined by ``~N``: all must stand within N words of the first. A phrase is a
row of words with blanks between. One of its words may be a choice, ``talk*|negotiation*``; each may end in
``*`` for any ending. A word in lower case is found in any case; one with a capital only as written (``Fed``),
save that an ending ``*`` takes any case. A hyphen is a blank: words are cut there.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from slugline.topics.emphasis import plain

NEAR = re.compile(r"\s~(\d+)\s")
CHOICE = re.compile(r"\w[\w'&.]*\*?")

REMEMBERED = 50_000
"""Words remembered before all are forgotten: new names never end. Forgetting changes no answer."""

Class = int
"""A set of words that stand at one place of a phrase, by its number in a Matcher."""

Row = tuple[int, tuple[tuple[Class, ...], ...], int, tuple[Class, ...]]
"""A term of more than one word: number, phrases, nearness, and all classes it needs beside the first."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in a row; each is the choices that may stand there."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """Phrases that all stand within ``within`` words of the first (0 where there is one phrase)."""

    phrases: tuple[Phrase, ...]
    within: int


def parse(text: str) -> Term:
    """Return the term that ``text`` writes. Raises ValueError where it does not follow the grammar."""
    if text.replace(" ", "").isalpha():  # most are words and nothing else
        return Term((Phrase(tuple(text.split())),), 0)
    parts = NEAR.split(text.replace("-", " ").strip())
    phrases = tuple(Phrase(tuple(part.split())) for part in parts[::2])
    for phrase in phrases:
        choices = [choice for word in phrase.words for choice in word.split("|")]
        bad = [choice for choice in choices if not CHOICE.fullmatch(choice)]
        many = sum("|" in word for word in phrase.words) > 1  # "a|b c|d" is mostly meant as "a", "b c" or "d"
        if bad or many or not choices:
            raise ValueError(f"not a term: {text!r}")
    return Term(phrases, max(map(int, parts[1::2]), default=0))


class Memory(dict[str, tuple[Class, ...]]):
    """The classes of the words met so far; asks for those of a new one."""

    def __init__(self, ask: Callable[[str], tuple[Class, ...]]) -> None:
        """Take what knows the classes of a word."""
        super().__init__()
        self._ask = ask

    def __missing__(self, word: str) -> tuple[Class, ...]:
        """Find out, and remember."""
        self[word] = classes = self._ask(word)
        return classes


class Matcher:
    """Finds many terms in the words of a story at once."""

    def __init__(self, terms: Sequence[Term]) -> None:
        """Take the terms; they are named by their place in the sequence."""
        self._classes: dict[str, Class] = {}
        self._exact: dict[str, list[Class]] = {}
        self._folded: dict[str, list[Class]] = {}
        self._prefixes: dict[str, list[Class]] = {}
        self._alone: dict[Class, list[int]] = {}
        self._rows: dict[Class, list[Row]] = {}
        for number, term in enumerate(terms):
            phrases = tuple(tuple(self._class(word) for word in phrase.words) for phrase in term.phrases)
            first, *needed = (place for phrase in phrases for place in phrase)
            if needed:
                self._rows.setdefault(first, []).append((number, phrases, term.within, tuple(needed)))
            else:
                self._alone.setdefault(first, []).append(number)
        self._longest = max(map(len, self._prefixes), default=0)
        self._known = Memory(self._classes_of)

    def find(self, words: Iterable[tuple[int, str]]) -> Iterator[tuple[int, list[int]]]:
        """Yield the number of each term found with the places of its first phrase, in order.

        ``words`` are (place, word); phrases need places one apart, so leave gaps where they must not join.
        """
        places: defaultdict[Class, list[int]] = defaultdict(list)
        known = self._known
        if len(known) > REMEMBERED:
            known.clear()
        for place, word in words:
            for number in known[word]:
                places[number].append(place)
        sets: dict[Class, set[int]] = {}
        for first in places.keys() & self._alone.keys():
            for number in self._alone[first]:
                yield number, places[first]
        for first in places.keys() & self._rows.keys():
            for number, phrases, within, needed in self._rows[first]:
                for other in needed:
                    if other not in places:
                        break
                else:
                    found = _within(phrases, within, places, sets)
                    if found:
                        yield number, found

    def _class(self, word: str) -> Class:
        known = self._classes.get(word)
        if known is None:
            known = self._classes[word] = len(self._classes)
            for choice in word.split("|"):
                if choice.endswith("*"):
                    self._prefixes.setdefault(choice[:-1].lower(), []).append(known)
                elif choice == choice.lower():
                    self._folded.setdefault(choice, []).append(known)
                else:
                    self._exact.setdefault(choice, []).append(known)
        return known

    def _classes_of(self, word: str) -> tuple[Class, ...]:
        bare = plain(word)
        lower = bare.lower()
        found = {*self._exact.get(bare, ()), *self._folded.get(lower, ())}
        for size in range(1, min(len(lower), self._longest) + 1):
            found.update(self._prefixes.get(lower[:size], ()))
        return tuple(sorted(found))


def _within(
    phrases: tuple[tuple[Class, ...], ...],
    within: int,
    places: dict[Class, list[int]],
    sets: dict[Class, set[int]],
) -> list[int]:
    found = _row(phrases[0], places, sets)
    for other in phrases[1:]:
        if not found:
            break
        near = _row(other, places, sets)
        found = [place for place in found if _is_near(place, near, within)]
    return found


def _is_near(place: int, others: list[int], within: int) -> bool:
    """Return whether another one of ``others``, which rise, is at most ``within`` from ``place``."""
    at = bisect_left(others, place - within)
    if at < len(others) and others[at] == place:
        at += 1
    return at < len(others) and others[at] <= place + within


def _row(phrase: tuple[Class, ...], places: dict[Class, list[int]], sets: dict[Class, set[int]]) -> list[int]:
    first = places[phrase[0]]
    if len(phrase) == 1:
        return first
    for number in phrase[1:]:
        if number not in sets:
            sets[number] = set(places[number])
    return [at for at in first if all(at + step in sets[number] for step, number in enumerate(phrase[1:], 1))]
