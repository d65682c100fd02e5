"""What can be wrong with word lists: entries that stand twice, that never win, or that no rule can reach."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from slugline.entities.name_forms import fold
from slugline.lang.chosen import LISTS

T = TypeVar("T", bound=Hashable)

FOLDED = ("cities.txt", "regions.txt", "nations.txt", "surnames.txt", "nicknames.txt")
"""Lists whose entries are compared with folded text."""
WRITTEN = ("orgs.txt", "events.txt")
"""Lists whose entries are compared with the text as written."""
BLANKS = ("surnames.txt", "nicknames.txt")
"""Lists with blanks between their entries; the other lists have ";" between them."""


def listed(name: str) -> list[str]:
    """The entries of a list, in order, as often as they stand there."""
    mark = None if name in BLANKS else ";"
    return [entry for line in LISTS.lines(name) for entry in line.split(mark) if entry]


def twice(entries: Iterable[T]) -> list[T]:
    return [entry for entry, count in Counter(entries).items() if count > 1]


def unfolded(entries: Iterable[str]) -> list[str]:
    """Entries that differ from folded text by more than hyphens and dots, so that nobody meets them."""
    plain = ((entry, entry.replace("-", " ").replace(".", "")) for entry in entries)
    return [entry for entry, bare in plain if fold(entry) != " ".join(bare.split())]


def capitals(entries: Iterable[str]) -> list[str]:
    """Entries of a list compared in lower case that are not."""
    return [entry for entry in entries if entry != entry.lower()]


def shadowed(lists: Sequence[tuple[str, Iterable[str]]]) -> Iterator[str]:
    """Entries of a list that an earlier list holds too: looked up in order, the first always wins."""
    taken: dict[str, str] = {}
    for name, entries in lists:
        for entry in dict.fromkeys(entries):
            if taken.setdefault(entry, name) != name:
                yield f"{entry} ({name}, after {taken[entry]})"


def too_long(entries: Iterable[str], words: int) -> list[str]:
    """Entries of more words than the rule looks at."""
    return [entry for entry in entries if entry.count(" ") >= words]


def idle(table: Mapping[str, str]) -> list[str]:
    """Phrases whose last word alone says the same: ``world cup`` beside ``cup``."""
    return [entry for entry, kind in table.items() if " " in entry and table.get(entry.split()[-1]) == kind]


def frames_of_two_kinds(rows: Mapping[str, Iterable[str]]) -> list[str]:
    """Verbs with one frame under two kinds: ``speech:cq finding:c``."""
    faults = []
    for verb, classes in rows.items():
        frames = [given for given in classes if "=" not in given and not given.startswith("past:")]
        kinds = [given.partition(":") for given in frames]
        letters = [letter for _, _, its in kinds for letter in its.partition("/")[0]]
        if twice(letters):
            faults.append(verb)
    return faults
