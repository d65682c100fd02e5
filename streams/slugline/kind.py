"""One kind of event: what a row of the table of kinds says, and what makes a row wrong."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields, make_dataclass
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from slugline.errors import SluglineError
from slugline.records.events import StoryRef
from slugline.records.feeds import FIXED, SHORT, Feed
from slugline.records.marks import doc
from slugline.records.retraction import first_words
from slugline.records.story import EnrichedStory

STAGES = ("intake", "reading", "send")
"""The steps of a dead letter that are no kind: no plural may be called so."""


class KindError(SluglineError, ValueError):
    """A row of the table of kinds that cannot work; the message says which, what is wrong and what is due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of event.

    ``name`` is what one event is called: its label in the metrics. ``plural`` is its list in the enriched
    story, the step of its dead letters and its name for ``slugline tail``. ``extract`` takes the Reading,
    then the events of each kind in ``needs``, in that order; of one that failed it gets none.
    """

    name: str
    plural: str
    record: type
    feed: Feed
    extract: Callable[..., Iterable[Any]]
    needs: tuple[str, ...] = ()
    sure: bool = False
    """Whether events whose ``confidence`` is below what the user asks for are held back, and counted."""

    def what(self, event: Any) -> str:
        """Return what a retraction calls an event: its name, the first words of its text, else its id."""
        named = (getattr(event, field, None) for field in ("name", "text", "id"))
        return next((words for one in named if isinstance(one, str) and (words := first_words(one))), "")


def checked(kinds: Iterable[Kind]) -> tuple[Kind, ...]:
    """Return the ``kinds`` as they are. Raises KindError for the first that is half registered or taken."""
    before: list[Kind] = []
    for kind in kinds:
        for problem in (*_own_problems(kind), *_problems_among(kind, before)):
            raise KindError(f"kind {kind.name!r}: {problem}")
        before.append(kind)
    return tuple(before)


def enriched_record(kinds: Iterable[Kind], module: str) -> type[EnrichedStory]:
    """Return EnrichedStory, or one with a list more for each kind that it does not declare.

    What is made so is to be found as ``EnrichedStory`` in ``module``. The lists are empty unless given, so
    that a story of an earlier release can be read.
    """
    more = [
        (kind.plural, Annotated[tuple[kind.record, ...], doc(kind.feed.purpose)], field(default=()))  # type: ignore[name-defined]  # a type at run time
        for kind in kinds
        if kind.plural not in declared()
    ]
    if not more:
        return EnrichedStory
    made: type[EnrichedStory] = make_dataclass(
        EnrichedStory.__name__, more, bases=(EnrichedStory,), frozen=True, slots=True, kw_only=True,
        namespace={"__doc__": EnrichedStory.__doc__, "__module__": module},
    )  # fmt: skip
    return made


def declared() -> set[str]:
    """Return the names of the fields that EnrichedStory has of its own."""
    return {one.name for one in fields(EnrichedStory)}


def _own_problems(kind: Kind) -> Iterable[str]:
    for label, word in (("name", kind.name), ("plural", kind.plural)):
        if not re.fullmatch("[a-z][a-z_]*", word):
            yield f"its {label} {word!r} is not one word in small letters"
    if kind.plural in STAGES:
        yield f"its plural {kind.plural!r} is a step of every story's way"
    if kind.plural in SHORT:
        yield f"its plural {kind.plural!r} is what another feed is called"
    if not isinstance(kind.extract, Callable):  # type: ignore[arg-type]  # a row may be written without mypy
        yield f"its extract is {kind.extract!r}, no function"
    hints = get_type_hints(kind.record)
    if hints.get("id") is not str or hints.get("story") is not StoryRef:
        yield f"its record {kind.record.__name__} needs id (a text) and story (a StoryRef)"
    if kind.sure and hints.get("confidence") is None:
        yield f"its record {kind.record.__name__} has no confidence to hold it back by"
    if kind.feed.record is not kind.record:
        other = kind.feed.record.__name__ if kind.feed.record else "no record of ours"
        yield f"its feed {kind.feed.name} carries {other}, not {kind.record.__name__}"
    if kind.feed.event != kind.name:
        yield f"on its feed {kind.feed.name} one record is called {kind.feed.event!r}"
    if kind.plural in declared() and (item := _listed(kind.plural)) is not kind.record:
        what = f"a list of {item.__name__}" if item else "something else"
        yield f"{kind.plural!r} is {what} in the enriched story"


def _problems_among(kind: Kind, before: list[Kind]) -> Iterable[str]:
    for other in before:
        for label in ("name", "plural", "record"):
            if getattr(other, label) == getattr(kind, label):
                yield f"it has the {label} of kind {other.name!r}"
    taken = {feed.name: feed.event for feed in (*FIXED, *(other.feed for other in before))}
    if kind.feed.name in taken:
        yield f"its feed {kind.feed.name} is that of {taken[kind.feed.name]!r}"
    if kind.feed.event in taken.values():
        yield f"one record of another feed is called {kind.feed.event!r} too"
    known = [other.name for other in before]
    for need in kind.needs:
        if need not in known:
            yield f"it needs {need!r}, which is no kind before it ({', '.join(known) or 'it is the first'})"


def _listed(name: str) -> type | None:
    """Return what the field ``name`` of EnrichedStory is a list of; None where it is no list."""
    hint = get_type_hints(EnrichedStory)[name]
    item = get_args(hint)[0] if get_origin(hint) is tuple else None
    return item if isinstance(item, type) else None
