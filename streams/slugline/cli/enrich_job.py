"""What ``slugline extract`` hands to a process, and what the process makes of it: raw stories, enriched.

Light: what reads stories is imported where it is used, so that the parent of a pool need not load spaCy.
"""

from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from slugline.cli.input_files import Raw
from slugline.cli.raw_story import Item, items
from slugline.intake.refused import Refused
from slugline.loading import kept, settle
from slugline.reading import BATCH
from slugline.records.codec import encode
from slugline.records.story import Story

if TYPE_CHECKING:
    from slugline.enrichment import Split


@dataclass(frozen=True, slots=True)
class Job:
    """Raw inputs and stories, and how to read them."""

    inputs: tuple[Raw | Item, ...]
    model: str
    gazetteer: tuple[Path, ...]
    min_confidence: float
    limit: int
    """Bytes of the longest story."""
    position: int
    """Bytes of all input read, with the last of these."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one story: the bytes of an EnrichedStory, or None if it was refused."""

    where: str
    value: bytes | None
    problems: tuple[str, ...] = ()
    """Why it was refused, or which kinds of event are missing and why."""


def enrich_job(job: Job) -> list[Outcome]:
    """Return an Outcome for each story of ``job``, in order. The model is loaded once in a process.

    Raises ModelError and GazetteerError.
    """
    reader = kept(job.model, job.gazetteer, job.min_confidence)
    from slugline.batch import enrich_batch  # after the model: rules are imported when its language is known

    outcomes: list[Outcome] = []
    found = (
        item for one in job.inputs for item in ([one] if isinstance(one, Item) else items(one, job.limit))
    )
    while some := list(islice(found, BATCH)):
        done = enrich_batch(some, _story, reader)
        outcomes += [_outcome(item.where, what) for item, what in zip(some, done, strict=True)]
    _settled()
    return outcomes


_settled = cache(settle)
"""Once in a process."""


def _story(item: Item) -> Story:
    if isinstance(item.story, Refused):
        raise item.story
    return item.story


def _outcome(where: str, what: "Split | Refused") -> Outcome:
    if isinstance(what, Refused):
        return Outcome(where, None, (str(what),))
    missing = tuple(f"{failure.kind} failed: {failure.detail}" for failure in what.failures)
    return Outcome(where, encode(what.enriched), missing)
