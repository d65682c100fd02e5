"""Marks on the field types of records, read by the codec (bounds, patterns) and the JSON Schemas (all).

An **open list** is a list of values that grows: ``Open[QuoteKind]`` is, for whoever writes a record, one of
the values of the Literal ``QuoteKind``; whoever reads one may also meet an ``Unknown``, a text that a later
release added to the list.
"""

from typing import TYPE_CHECKING, Annotated, Any, Final, NewType, TypeVar, Union, get_args

from msgspec import Meta

Unknown = NewType("Unknown", str)
"""A value of an open list that this release does not know."""

if TYPE_CHECKING:
    Known = TypeVar("Known", bound=str)
    Open = Union[Known, Unknown]  # noqa: UP007  # as a value, mypy takes no generic alias with a bar
else:

    class Open:
        """What mypy sees as ``Known | Unknown`` is read as a text, its known values being examples."""

        def __class_getitem__(cls, known: Any) -> Any:
            """Return the type of a field that holds one of the Literal ``known``, or a later value."""
            return Annotated[str, Meta(examples=list(get_args(known)))]


def doc(text: str) -> Meta:
    """Return the mark that describes a field."""
    return Meta(description=text)


def pattern(regex: str) -> Meta:
    """Return the mark of a text that ``regex`` must match as a whole; JSON Schema and Python agree on it.

    Python's "$" would also match before a line break at the end; JSON Schema knows no "\\Z".
    """
    assert regex.startswith("^") and regex.endswith("$")
    return Meta(pattern=regex.removesuffix("$") + r"\Z")


Offset = Annotated[int, Meta(ge=0, description="code points into the story's text")]
Count = Annotated[int, Meta(ge=0)]
Positive = Annotated[int, Meta(ge=1)]
GREATEST_VERSION: Final = 2**53 - 1
"""The greatest version a story may have: the greatest whole number every JSON reader keeps exactly."""
Urgency = Annotated[int, Meta(ge=1, le=9, description="IPTC: 1 is the most urgent, 9 the least")]
Unit = Annotated[float, Meta(ge=0, le=1)]
Uuid = Annotated[
    str, pattern(r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"), doc("deterministic UUID version 5")
]
Qcode = Annotated[str, pattern(r"^medtop:[0-9]{8}$"), doc("IPTC Media Topics code")]
Moment = Annotated[
    str,
    pattern(
        r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2}))?$"
    ),
    doc("ISO 8601: a date, or a date and time with offset (RFC 3339)"),
]
