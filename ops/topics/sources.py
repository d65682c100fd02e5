"""What the model is built from: the terms in slugline/lang/en/topics and the leads, read and checked."""

import hashlib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from slugline.topics.vocabulary import SOURCE, Vocabulary

LEADS = Path(__file__).parent / "leads"
TERMS = Path(str(files("slugline.lang.en") / "topics"))

TOP = {
    "arts": "01",
    "crime": "02",
    "disaster": "03",
    "economy": "04",
    "education": "05",
    "environment": "06",
    "health": "07",
    "human": "08",
    "labour": "09",
    "lifestyle": "10",
    "politics": "11",
    "religion": "12",
    "science": "13",
    "society": "14",
    "sport": "15",
    "conflict": "16",
    "weather": "17",
}
"""Short names of the top-level topics: those of the lexicon's files, and what leads are labelled with."""


class SourceError(ValueError):
    """A source that cannot be used; says file and place."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the lexicon says of a concept: words that describe it, and terms with their weights."""

    qcode: str
    about: str
    terms: tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True)
class Lead:
    """An invented lead and the concepts it is about, the main one first. None: it is about nothing."""

    qcodes: tuple[str, ...]
    text: str


def read_lexicon(vocabulary: Vocabulary, folder: Path = TERMS) -> list[Entry]:
    """Return the entries of all files ``<top>.toml``, in order of code.

    A table is named by its concept, or ``TOP`` for the file's top; keys are weights, ``about`` describes.
    Raises SourceError for a concept that is unknown, retired, or not below the file's top.
    """
    entries = []
    for path in sorted(folder.glob("*.toml")):
        top = _code(TOP[path.stem])
        for name, table in tomllib.loads(path.read_text("utf-8")).items():
            qcode = top if name == "TOP" else resolve(name, vocabulary, f"{path.name}: [{name}]")
            if vocabulary.concepts[qcode].path[0] != top:
                raise SourceError(f"{path.name}: [{name}] is not below {top}")
            terms = tuple(
                (float(key), term.strip())
                for key, value in table.items()
                if key != "about"
                for term in value.replace("\n", " ").split(",")
                if term.strip()
            )
            entries.append(Entry(qcode, table.get("about", ""), terms))
    return sorted(entries, key=lambda entry: entry.qcode)


def read_leads(vocabulary: Vocabulary, folder: Path = LEADS) -> list[Lead]:
    """Return the leads of all files ``*.txt``.

    A line ``== concept; concept`` says what the leads below it are about, a lead a line; ``==`` alone says
    nothing that can be named.

    Raises SourceError for a concept that is unknown or retired.
    """
    leads = []
    for path in sorted(folder.glob("*.txt")):
        qcodes: tuple[str, ...] = ()
        for number, line in _lines(path):
            if line.startswith("=="):
                names = [name.strip() for name in line[2:].split(";") if name.strip()]
                qcodes = tuple(resolve(name, vocabulary, f"{path.name}:{number}") for name in names)
            else:
                leads.append(Lead(qcodes, line))
    return leads


def resolve(name: str, vocabulary: Vocabulary, place: str) -> str:
    """Return the code of the active concept of that name, or of the top of that short name in capitals."""
    if name.isupper() and name.lower() in TOP:
        return _code(TOP[name.lower()])
    found = [code for code, concept in vocabulary.concepts.items() if concept.name == name]
    if len(found) != 1:
        raise SourceError(f"{place}: {name!r} is no active concept of release {vocabulary.release}")
    return found[0]


def fingerprint() -> str:
    """Return a hash of everything the model is built from."""
    digest = hashlib.sha256()
    for path in [*sorted(LEADS.glob("*.txt")), *sorted(TERMS.glob("*.toml")), SOURCE]:
        digest.update(f"{path.name}\0{path.read_text('utf-8')}\0".encode())
    return digest.hexdigest()


def _code(top: str) -> str:
    return f"medtop:{top}000000"


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line.strip()
