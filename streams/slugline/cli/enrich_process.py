"""What each process of ``slugline extract`` does: raw stories through intake and extraction."""

from functools import cache
from pathlib import Path

from slugline.batch import enrich_batch
from slugline.cli.enrich_job import Job, Outcome
from slugline.cli.input_files import Raw
from slugline.cli.raw_story import to_story
from slugline.enrichment import Split
from slugline.intake.refused import Refused
from slugline.loading import load
from slugline.reading.reader import Reader
from slugline.records.codec import encode


def enrich_all(job: Job) -> list[Outcome]:
    """Return an Outcome for each raw story of ``job``, in order. Raises ModelError and GazetteerError."""
    done = enrich_batch(job.raws, lambda raw: to_story(raw, job.limit), _reader(job.model, job.gazetteer))
    return [_outcome(raw, what) for raw, what in zip(job.raws, done, strict=True)]


def _outcome(raw: Raw, what: Split | Refused) -> Outcome:
    if isinstance(what, Refused):
        return Outcome(raw.where, None, (str(what),))
    missing = tuple(f"{failure.kind} failed: {failure.detail}" for failure in what.failures)
    return Outcome(raw.where, encode(what.enriched), missing)


@cache
def _reader(model: str, gazetteer: Path | None) -> Reader:
    return load(model, gazetteer)
