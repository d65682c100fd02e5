"""What ``slugline extract`` hands to a process, and what the process makes of it: raw stories, enriched.

Light: what reads stories is imported where it is used, so that the parent of a pool need not load spaCy.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from slugline.cli.input_files import Raw
from slugline.intake.refused import Refused
from slugline.loading import kept
from slugline.records.codec import encode

if TYPE_CHECKING:
    from slugline.enrichment import Split


@dataclass(frozen=True, slots=True)
class Job:
    """Raw stories, and how to read them."""

    raws: tuple[Raw, ...]
    model: str
    gazetteer: Path | None
    min_confidence: float
    limit: int
    """Bytes of the longest story."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one raw story: the bytes of an EnrichedStory, or None if it was refused."""

    where: str
    value: bytes | None
    problems: tuple[str, ...] = ()
    """Why it was refused, or which kinds of event are missing and why."""


def enrich_job(job: Job) -> list[Outcome]:
    """Return an Outcome for each raw story of ``job``, in order. The model is loaded once in a process.

    Raises ModelError and GazetteerError.
    """
    reader = kept(job.model, job.gazetteer, job.min_confidence)
    from slugline.batch import enrich_batch  # after the model: rules are imported when its language is known
    from slugline.cli.raw_story import to_story

    done = enrich_batch(job.raws, lambda raw: to_story(raw, job.limit), reader)
    return [_outcome(raw, what) for raw, what in zip(job.raws, done, strict=True)]


def _outcome(raw: Raw, what: "Split | Refused") -> Outcome:
    if isinstance(what, Refused):
        return Outcome(raw.where, None, (str(what),))
    missing = tuple(f"{failure.kind} failed: {failure.detail}" for failure in what.failures)
    return Outcome(raw.where, encode(what.enriched), missing)
