"""What each process of ``slugline extract`` does: raw stories through intake and extraction."""

from functools import cache
from pathlib import Path

from schemas.codec import encode, parse
from schemas.errors import SchemaError
from schemas.story import Story
from streams.cli.enriching import Job, Outcome
from streams.cli.inputs import Raw
from streams.extract.reader import Reader, load
from streams.extract.split import Split, enrich
from streams.intake.refused import Refused
from streams.intake.text import read_text


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


def to_story(raw: Raw, limit: int) -> Story:
    """Return the story in ``raw``. Raises Refused."""
    if raw.refused:
        raise Refused(*raw.refused)
    if raw.form == "jsonl":
        try:
            value = parse(raw.data)
        except SchemaError as error:
            raise Refused("not-json", str(error)) from error
        if not isinstance(value, dict):
            raise Refused("wrong-type", "not an object")
        return read_text(str(value["text"]), uri=str(value["id"]))
    if raw.form == "ninjs" and not raw.data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        raise Refused("not-json", "ninjs starts with {")
    return read_text(raw.data.decode())


def _outcome(raw: Raw, split: Split) -> Outcome:
    missing = tuple(f"{failure.kind} failed: {failure.detail}" for failure in split.failures)
    return Outcome(raw.where, encode(split.enriched), missing)


@cache
def _reader(model: str, gazetteer: Path | None) -> Reader:
    return load(model)
