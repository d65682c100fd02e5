"""What each process of ``slugline extract`` does: raw stories through intake and extraction."""

from functools import cache
from pathlib import Path

from slugline.authority import GazetteerError
from slugline.cli.enrich_job import Job, Outcome
from slugline.cli.input_files import Raw
from slugline.cli.problem import Exit, Problem
from slugline.cli.raw_story import to_story
from slugline.enrichment import Split, enrich
from slugline.intake.refused import Refused
from slugline.reading.reader import LanguageError, Reader, load
from slugline.records.codec import encode
from slugline.records.story import Story


def enrich_all(job: Job) -> list[Outcome]:
    """Return an Outcome for each raw story of ``job``, in order."""
    stories: list[Story] = []
    refusals: dict[int, Refused] = {}
    for index, raw in enumerate(job.raws):
        try:
            stories.append(to_story(raw, job.limit))
        except Refused as refused:
            refusals[index] = refused
    done = iter(enrich(stories, _reader(job.model, job.gazetteer)) if stories else ())
    return [
        Outcome(raw.where, None, (str(refusals[index]),)) if index in refusals else _outcome(raw, next(done))
        for index, raw in enumerate(job.raws)
    ]


def _outcome(raw: Raw, split: Split) -> Outcome:
    missing = tuple(f"{failure.kind} failed: {failure.detail}" for failure in split.failures)
    return Outcome(raw.where, encode(split.enriched), missing)


@cache
def _reader(model: str, gazetteer: Path | None) -> Reader:
    try:
        return load(model, gazetteer)
    except GazetteerError as error:
        raise Problem(
            str(error), "SLUGLINE_GAZETTEER", "mend that line, or unset the variable", Exit.USAGE
        ) from error
    except LanguageError as error:
        raise Problem(str(error), "SLUGLINE_MODEL", "", Exit.USAGE) from error
    except OSError as error:
        fix = "pip install it, or unset the variable for the default model"
        raise Problem(f"cannot load the model {model}", "SLUGLINE_MODEL", fix, Exit.USAGE) from error
