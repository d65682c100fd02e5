"""The table of formats: what there is, in the order in which data is asked what it is."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from slugline.errors import SluglineError
from slugline.intake.formats import (
    anpa1312,
    csv_rows,
    html_page,
    iptc7901,
    json_items,
    json_lines,
    mail,
    mail_folders,
    newsml1,
    newsml_g2,
    nitf,
    parquet_rows,
    plain_text,
    syndication,
    warc,
    xml_by_name,
)
from slugline.intake.formats.passed_over import PassedOver
from slugline.intake.formats.start import Start, start_of
from slugline.intake.refused import Refused
from slugline.records.story import Story

Item = Story | Refused
"""What became of one story in the data."""

AUTO = "auto"
"""Stands for the name of a format where the data has to be asked."""

MANY = 32 * 1_048_576
"""Bytes of the largest file that holds many stories."""


PACKED = (".gz", ".bz2", ".zst", ".xz")
"""Ends of names of packed files; the name before it says what is packed."""

Split = Callable[[BinaryIO, Mapping[str, str]], Iterator[bytes | Refused | PassedOver]]
"""Takes the file, and the user's own names of fields and columns, theirs to ours."""


class FormatError(SluglineError, ValueError):
    """A row of the table of formats that cannot work; the message says which and what is wrong."""


@dataclass(frozen=True, slots=True)
class Format:
    """A row: see ``slugline.intake.formats`` for what its functions have to do."""

    name: str
    """What ``--format`` calls it."""
    suffixes: tuple[str, ...]
    """Ends of file names, in lower case; with ".gz" and the like behind them they count, too."""
    sniff: Callable[[Start], bool]
    read: Callable[[bytes], Iterator[Item]]
    help: str
    lines: bool = False
    """Whether every line of a file is an item: such a file has no end, and a record on Kafka is never one.
    ``sniff`` is shown the first line then, and ``read`` one line."""
    largest: int = 0
    """Bytes of the largest record or file, where that is more than a story may have: one that holds many
    stories, or markup beside the text. What a story itself may have is the same for all."""
    split: Split | None = None
    """Cuts a file, which may have no end, into parts that are records of the format ``parts``: the bytes of
    each, a Refused for one that cannot be told, or what was PassedOver. It raises Refused where it cannot go
    on."""
    parts: str = ""


def checked(rows: tuple[Format, ...]) -> tuple[Format, ...]:
    """Return ``rows``. Raises FormatError where two share a name or a suffix, or one is no suffix."""
    names = [AUTO]
    suffixes: list[str] = []
    for row in rows:
        if row.name in names:
            raise FormatError(f"two formats are called {row.name!r}")
        names.append(row.name)
        for suffix in row.suffixes:
            if not suffix.startswith(".") or suffix != suffix.lower():
                raise FormatError(f"format {row.name!r}: {suffix!r} is no suffix in small letters")
            if suffix in suffixes:
                raise FormatError(f"format {row.name!r}: another has the suffix {suffix!r}")
            suffixes.append(suffix)
    return rows


FORMATS = checked((
    Format("jsonl", (".jsonl", ".ndjson"), json_lines.sniff, json_lines.read,
           'JSON lines, each a ninjs item or {"id", "text"}: the id becomes the uri', lines=True),
    Format("ninjs", (".json", ".ninjs"), json_items.sniff, json_items.read,
           "items of ninjs 1.x, 2.x or 3.x", largest=MANY),
    Format("iptc7901", (".7901",), iptc7901.sniff, iptc7901.read, "messages of IPTC 7901", largest=MANY),
    Format("anpa", (".anpa",), anpa1312.sniff, anpa1312.read, "messages of ANPA 1312", largest=MANY),
    Format("warc", (".warc", ".wet"), warc.sniff, warc.read, "pages in WARC and WET", largest=MANY,
           split=warc.split, parts="warc"),
    Format("parquet", (".parquet",), parquet_rows.sniff, parquet_rows.read,
           'rows of Parquet, by their columns (extra "parquet")', largest=MANY,
           split=parquet_rows.split, parts="jsonl"),
    Format("mbox", (".mbox",), mail_folders.sniff, mail_folders.read, "mails in one file", largest=MANY,
           split=mail_folders.split, parts="mail"),
    Format("mail", (".eml", ".mht", ".mhtml"), mail.sniff, mail.read, "a mail, or a page saved as one",
           largest=mail.LARGEST),
    Format("newsml-g2", (), newsml_g2.sniff, newsml_g2.read, "NewsML-G2: an item, or a message of several",
           largest=xml_by_name.LARGEST),
    Format("newsml", (), newsml1.sniff, newsml1.read, "NewsML 1.x: one item or several",
           largest=xml_by_name.LARGEST),
    Format("nitf", (), nitf.sniff, nitf.read, "NITF 3.x", largest=xml_by_name.LARGEST),
    Format("rss", (".rss", ".atom"), syndication.sniff, syndication.read, "entries of RSS or Atom",
           largest=MANY),
    Format("html", (".html", ".htm", ".xhtml"), html_page.sniff, html_page.read,
           "a page, or a piece of one: the article in it", largest=html_page.LARGEST),
    Format("csv", (".csv", ".tsv"), csv_rows.sniff, csv_rows.read,
           "rows of CSV, by the names of their columns", largest=MANY, split=csv_rows.split, parts="jsonl"),
    Format("text", (".txt",), plain_text.sniff, plain_text.read, "plain text, taken as it stands"),
))  # fmt: skip

LARGEST = max(row.largest for row in FORMATS)
"""Bytes of the largest file of any format."""

BY_NAME = {row.name: row for row in FORMATS}

OF_SEVERAL = (".xml", ".newsml", ".nitf")
"""Ends of names that do not tell which format it is: the content is asked."""

SUFFIXES = tuple(
    suffix + packed
    for suffix in (*(suffix for row in FORMATS for suffix in row.suffixes), *OF_SEVERAL)
    for packed in ("", *PACKED)
)
"""What is taken from a folder."""


def by_suffix(name: str) -> Format | None:
    """Return the format that a file of this ``name`` says it holds; None if it says nothing."""
    bare = name.lower()
    packed = next((end for end in PACKED if bare.endswith(end)), "")
    bare = bare.removesuffix(packed)
    return next((row for row in FORMATS if bare.endswith(row.suffixes)), None)


def by_content(data: bytes) -> Format:
    """Return the format of one whole record or file."""
    start = start_of(data)
    return next(row for row in FORMATS if not row.lines and row.sniff(start))


def telling(start: Start) -> Format | None:
    """Return the format that data which begins like ``start`` surely is; None where it may be any text."""
    return next((row for row in FORMATS[:-1] if not row.lines and row.sniff(start)), None)


def by_first_line(line: bytes) -> Format | None:
    """Return the format whose lines are items and of which ``line`` may be the first, if any."""
    start = start_of(line)
    return next((row for row in FORMATS if row.lines and row.sniff(start)), None)
