"""A batch of raw stories as it is handed to a process. Light: the libraries of the model come later."""

from dataclasses import dataclass
from pathlib import Path

from slugline.cli.input_files import Raw


@dataclass(frozen=True, slots=True)
class Job:
    """Raw stories, and how to read them."""

    raws: tuple[Raw, ...]
    model: str
    gazetteer: Path | None
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
    """Return an Outcome for each raw story of ``job``, in order. The model is loaded once in a process."""
    from slugline.cli.enrich_process import (
        enrich_all,  # here, so that the parent of a pool need not load spaCy
    )

    return enrich_all(job)
