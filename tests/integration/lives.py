"""Lives of stories: what is published of each, step after step, and what must stand on the feeds then."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from slugline.intake import read
from slugline.intake.formats import slugline_status, slugline_story
from slugline.records.status_word import StatusWord, Word
from slugline.records.story import Link

SAYS = {
    "A": "We will not sell the harbour",
    "B": "The bridge stays shut until Friday",
    "C": "Nobody was hurt in the fire",
    "D": "Talks go on through the night",
}
"""A quote by letter."""
FAR = "2191-01-01T00:00:00Z"
SOURCE = "Valdora News Agency"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One raw record; ``of`` is the story it is keyed by, where a life has two."""

    make: Callable[[str], bytes | None]
    """Takes the name of the life, returns the value."""
    of: str = "x"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stands:
    """What is on the feeds in the end."""

    version: int | None = None
    status: str | None = None
    """None: there is no enriched record, or one without a value."""
    quotes: str = ""
    skipped: str | None = None
    took: str = ""
    """What was taken back: letters, each with a mark of the reason: "Ac", corrected; "Ak", canceled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """A row of the table: its name, its steps, and what stands then of the story x and, if given, of y."""

    name: str
    steps: Sequence[Step]
    x: Stands
    y: Stands | None = None


MARKS = {"corrected": "c", "canceled": "k", "withheld": "w", "deleted": "d", "superseded": "s"}


def uri(life: str, of: str = "x") -> str:
    """Return the uri of one of a life's stories."""
    return f"urn:newsml:life.invalid:{life.replace(' ', '-')}:{of}"


def copy(letters: str) -> str:
    """Return wire copy that quotes what the ``letters`` stand for."""
    said = [f'"{SAYS[one]}," said Marta Velinska, who speaks for Harbour Bank.' for one in letters]
    return "\n\n".join(["OSLO - Officials met on Monday to talk about the port.", *said])


def v(letters: str, version: int | str | None = 1, of: str = "x", **more: object) -> Step:
    """Return a version with the quotes of ``letters``; None as ``version`` leaves it out."""

    def make(life: str) -> bytes:
        item: dict[str, object] = {
            "uri": uri(life, of), "type": "text", "pubstatus": "usable", "language": "en",
            "headline": f"Port of Oslo, part {version}", "body_text": copy(letters),
        }  # fmt: skip
        if version is not None:
            item["version"] = str(version)
        return json.dumps(item | more).encode()

    return Step(make=make, of=of)


def plain(letters: str) -> Step:
    """Return a version that is text and nothing else: its uri is the record's key."""
    return Step(make=lambda _: copy(letters).encode())


def word(status: Word, version: int | None = None) -> Step:
    """Return what an operator says of a story."""
    return Step(
        make=lambda life: slugline_status.written(
            StatusWord(uri=uri(life), status=status, version=version, reason="a test")
        )
    )


def null() -> Step:
    """Return a record without a value."""
    return Step(make=lambda _: None)


def linking(letters: str, rel: str, slug: str | None = None) -> Step:
    """Return the story y, whose link kills or withholds x: by its uri, or by a slug."""

    def make(life: str) -> bytes:
        story = read(v(letters, of="y").make(life) or b"")
        link = Link(rel=rel, uri=slug or uri(life))  # type: ignore[arg-type]  # an open list
        return slugline_story.written(replace(story, source=SOURCE, links=(link,)))

    return Step(make=make, of="y")


def slugged(
    letters: str,
    slug: str,
    of: str = "x",
    source: str = SOURCE,
    headline: str = "Port of Oslo",
    until: str | None = None,
) -> Step:
    """Return a story with a slug and a headline, under an embargo if it is to wait."""

    def make(life: str) -> bytes:
        story = read(v(letters, of=of, embargoed=until).make(life) or b"")
        return slugline_story.written(replace(story, source=source, slugline=slug, headline=headline))

    return Step(make=make, of=of)


def _usable(version: int, quotes: str, took: str = "", skipped: str | None = None) -> Stands:
    return Stands(version=version, status="usable", quotes=quotes, took=took, skipped=skipped)


def _ended(version: int, status: str, took: str = "") -> Stands:
    return Stands(version=version, status=status, skipped=status, took=took)


KILL, HOLD = {"pubstatus": "canceled"}, {"pubstatus": "withheld"}
ROWS: tuple[tuple[str, Sequence[Step], Stands], ...] = (
    ("once", [v("A")], _usable(1, "A")),
    ("same again", [v("A"), v("A")], _usable(1, "A")),
    ("other content", [v("AB"), v("BC")], _usable(1, "BC", "Ac")),
    ("usable then canceled", [v("A", 3), v("A", 3, **KILL)], _ended(3, "canceled", "Ak")),
    ("canceled then usable", [v("A", 3, **KILL), v("A", 3)], _ended(3, "canceled")),
    ("canceled twice met", [v("A", 3), v("A", 3, **KILL), v("A", 3)],
     _ended(3, "canceled", "Ak")),
    ("withheld then usable", [v("A", 3, **HOLD), v("A", 3)], _ended(3, "withheld")),
    ("usable then withheld", [v("A", 3), v("A", 3, **HOLD)], _ended(3, "withheld", "Aw")),
    ("withheld then canceled", [v("A", 3), v("A", 3, **HOLD), v("A", 3, **KILL)],
     _ended(3, "canceled", "Aw")),
    ("canceled then withheld", [v("A", 3), v("A", 3, **KILL), v("A", 3, **HOLD)],
     _ended(3, "canceled", "Ak")),
    ("lower", [v("A", 3), v("B", 2)], _usable(3, "A")),
    ("lower canceled", [v("A", 3), v("A", 2, **KILL)], _usable(3, "A")),
    ("lower withheld", [v("A", 3), v("A", 1, **HOLD)], _usable(3, "A")),
    ("higher", [v("AB", 1), v("BC", 2)], _usable(2, "BC", "Ac")),
    ("higher thrice", [v("AB", 1), v("B", 2), v("AD", 3)], _usable(3, "AD", "AcBc")),
    ("canceled", [v("AB", 1), v("A", 2, **KILL)], _ended(2, "canceled", "AkBk")),
    ("withheld", [v("AB", 1), v("A", 2, **HOLD)], _ended(2, "withheld", "AwBw")),
    ("killed by a word", [v("A", 4), word("canceled")], _ended(4, "canceled", "Ak")),
    ("withheld by a word", [v("A", 4), word("withheld")], _ended(4, "withheld", "Aw")),
    ("withheld by a word and let go", [v("A", 4), word("withheld"), word("released")], _usable(4, "A", "Aw")),
    ("withheld and let go", [v("A", 3), v("B", 4, **HOLD), word("released")], _usable(4, "A", "Aw")),
    ("withheld, let go and met again", [v("A", 3), word("withheld"), word("released"), v("A", 3)],
     _usable(3, "A", "Aw")),
    ("let go, then withheld once more",
     [v("A", 3), word("withheld"), word("released"), word("withheld")], _ended(3, "withheld", "Aw")),
    ("killed and let go", [v("A", 3), word("canceled"), word("released")], _ended(3, "canceled", "Ak")),
    ("without a version, withheld and let go",
     [v("A", None), word("withheld"), word("released")], _usable(1, "A", "Aw")),
    ("withheld while it waits, and let go",
     [v("A", 1, embargoed=FAR), word("withheld"), word("released")], _ended(1, "withheld")),
    ("killed by a late word", [v("A", 4), word("canceled", version=3)], _usable(4, "A")),
    ("null", [v("A", 4), null()], Stands(took="Ad")),
    ("null then the same", [v("A", 4), null(), v("A", 4)], Stands(took="Ad")),
    ("null then higher", [v("A", 4), null(), v("B", 5)], _usable(5, "B", "Ad")),
    ("canceled before", [v("A", 2, **KILL), v("B", 1)], _ended(2, "canceled")),
    ("withheld before", [v("A", 2, **HOLD), v("B", 1)], _ended(2, "withheld")),
    ("null before", [null(), v("B", 1)], Stands()),
    ("reinstated", [v("A", 1), v("A", 2, **KILL), v("B", 3)], _usable(3, "B", "Ak")),
    ("by the publisher's time",
     [v("A", None, versioncreated="2031-04-07T10:00:00Z"),
                v("B", None, versioncreated="2031-04-07T09:00:00Z"),
                v("C", None, versioncreated="2031-04-07T11:00:00Z")], _usable(1, "C", "Ac")),
    ("by arrival", [v("A", None), v("B", None)], _usable(1, "B", "Ac")),
    ("plain text", [plain("A"), plain("B")], _usable(1, "B", "Ac")),
    ("plain text, killed", [plain("A"), word("canceled"), plain("A")], _ended(1, "canceled", "Ak")),
    ("by arrival behind a number", [v("A", 3), v("B", None)], _usable(3, "B", "Ac")),
    ("by arrival behind a number, and an older one", [v("A", 3), v("B", None), v("C", 2)],
     _usable(3, "B", "Ac")),
    ("without a version, killed and sent again",
     [v("A", None), word("canceled"), v("A", None)], _ended(1, "canceled", "Ak")),
    ("unreadable", [v("A", 1), v("B", 2, headline=["of", "two"])], _usable(1, "A")),
    ("no text now", [v("A", 1), v("", 2, headline=None, body_text=None)], _usable(2, "", "Ac", "no-text")),
    ("no text now, and an older one", [v("A", 2), v("", 3, headline=" ", body_text=""), v("B", 1)],
     _usable(3, "", "Ac", "no-text")),
    ("no text then", [v("", 1, headline=None, body_text=None), v("B", 1)], _usable(1, "B")),
    ("another language",
     [v("A", 1), v("", 2, language="fr", body_text="Les ministres se sont rencontrés.")],
     _usable(2, "", "Ac", "language")),
    ("embargoed", [v("A", 1), v("B", 2, embargoed=FAR)], _usable(1, "A")),
    ("embargoed first", [v("B", 1, embargoed=FAR)], Stands()),
    ("passed by", [v("A", 1), v("B", 2, embargoed=FAR), v("C", 3), word("released")],
     _usable(3, "C", "Ac")),
    ("let go", [v("A", 1), v("B", 2, embargoed=FAR), word("released")],
     _usable(2, "B", "Ac")),
    ("one held for another",
     [v("A", 1), v("B", 2, embargoed=FAR), v("D", 3, embargoed=FAR),
                word("released")], _usable(3, "D", "Ac")),
    ("held, and an older one goes out",
     [v("A", 1), v("D", 3, embargoed=FAR), v("B", 2), word("released")],
     _usable(3, "D", "AcBc")),
    ("killed in other words",
     [v("A", 2), v("A", 2, pubstatus=["stat:canceled"])],
     _ended(2, "canceled", "Ak")),
    ("killed with what cannot be read",
     [v("A", 2), v("A", "two", pubstatus="canceled", embargoed="soon", byline=3)],
     _ended(2, "canceled", "Ak")),
    ("killed while it waits",
     [v("B", 2, embargoed=FAR), word("canceled"), word("released")],
     _ended(2, "canceled")),
)  # fmt: skip
LIVES = [
    *(Life(name=name, steps=steps, x=x) for name, steps, x in ROWS),
    Life(name="killed by another", steps=[v("A"), linking("B", "kills")],
         x=_ended(1, "canceled", "Ak"), y=_usable(1, "B")),
    Life(name="withheld by another", steps=[v("A", 3), linking("B", "withholds")],
         x=_ended(3, "withheld", "Aw"), y=_usable(1, "B")),
    Life(name="killed by its slug",
         steps=[slugged("A", "Port-Oslo-One"), linking("B", "kills", "PORT OSLO ONE")],
         x=_ended(1, "canceled", "Ak"), y=_usable(1, "B")),
    Life(name="killed by its headline",
         steps=[slugged("A", "Port-Four", headline="Fire closes the east quay of Oslo"),
                linking("B", "kills", "FIRE CLOSES THE EAST QUAY OF OSLO")],
         x=_ended(1, "canceled", "Ak"), y=_usable(1, "B")),
    Life(name="killed by its slug while it waits",
         steps=[slugged("A", "Port-Five", until=FAR), linking("B", "kills", "PORT FIVE"),
                word("released")],
         x=_ended(1, "canceled"), y=_usable(1, "B")),
    Life(name="a slug of two", steps=[slugged("A", "Port-Two"), slugged("C", "Port-Two", "z"),
                                      linking("B", "kills", "Port Two")],
         x=_usable(1, "A"), y=_usable(1, "B")),
    Life(name="a slug of another agency", steps=[slugged("A", "Port-Three", source="Orvale Press"),
                                                 linking("B", "kills", "Port Three")],
         x=_usable(1, "A"), y=_usable(1, "B")),
]  # fmt: skip
"""The table of what arrives, what is known, and what happens."""
