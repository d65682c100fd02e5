"""Stories without Kafka: bytes to a Story, a Story to everything found in it, one or many."""

import warnings
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence, Sized
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from slugline import intake
from slugline.intake.refused import Refused
from slugline.loading import Files, files, kept
from slugline.parallel import cores, in_order
from slugline.progress_line import Progress, Reporter, reporter
from slugline.reading import BATCH, DEFAULT_MODEL, MIN_CONFIDENCE
from slugline.records.story import EnrichedStory, Story

if TYPE_CHECKING:
    from slugline.enrichment import Split
    from slugline.reading.reader import Reader

Source = Story | bytes | str
"""A story, or what one is read from."""


class ExtractorWarning(UserWarning):
    """One kind of event is missing in one story, because its extractor failed; the rest of it is whole."""


def read(data: bytes | str, *, limit: int = intake.LIMIT) -> Story:
    """Return the story in ``data``, which is in the format that it looks like: docs/formats.md has them all.

    Bytes are UTF-8; a text is taken as if it were encoded so. Nothing in it is rewritten: ``story.text`` is
    what all offsets count code points into, ``story.zones`` say what its stretches are.
    Raises Refused, with a ``reason`` from a closed set ("empty", "too-large": over ``limit`` bytes,
    "not-utf8", "not-json", "missing-text" ...) and a ``detail``.
    """
    return intake.read(data if isinstance(data, bytes) else data.encode(errors="surrogatepass"), limit=limit)


def enrich(story: Source, reader: "Reader | None" = None) -> EnrichedStory:
    """Return ``story`` with the entities, quotes and topics found in it, as on the enriched feed.

    ``reader`` comes from ``slugline.load``; without one the default model is loaded once and kept. A story
    in a language that the model does not read, without text, or withdrawn has no events, and ``skipped`` says
    why. Raises Refused for bytes or a text that cannot be read; warns (ExtractorWarning) where an extractor
    fails.
    """
    whole = story if isinstance(story, Story) else read(story)
    reader = reader or kept(DEFAULT_MODEL, (), MIN_CONFIDENCE)
    from slugline import enrichment  # here: rules are imported when the language is known

    return _warned(enrichment.enrich([whole], reader)[0])


def enrich_many(
    stories: Iterable[Source],
    *,
    processes: int = 1,
    model: str = DEFAULT_MODEL,
    gazetteer: Files = None,
    min_confidence: float = MIN_CONFIDENCE,
    progress: Progress = False,
    on_refused: Callable[[int, Refused], None] | None = None,
) -> Generator[EnrichedStory, None, None]:
    """Yield each of ``stories`` as ``enrich`` returns it, in order, however many there are.

    ``stories`` are taken as they are needed: not more than 32 for each process are held (8 with one process,
    which is this one). ``processes`` 0 is one per core. Closing the iterator, Ctrl-C, or an error in the loop
    around it ends the processes; a script needs no guard for its main module.

    ``progress`` True shows a line on stderr; a function is called as ``progress(done, total)`` after each
    story, with the ``total`` None where ``stories`` have no length. ``on_refused`` is called with the place
    of a story in ``stories``, from 0, and why it cannot be read; the story is then left out.
    Raises Refused (without ``on_refused``), ModelError, GazetteerError, ProcessDiedError.
    """
    if isinstance(stories, str | bytes):
        raise TypeError("stories must be several: for one there is enrich")
    if processes < 0:
        raise ValueError(f"processes must be 0 (one per core) or more, not {processes}")
    total = len(stories) if isinstance(stories, Sized) else None
    jobs = _jobs(iter(stories), model, files(gazetteer), min_confidence)
    return _enriched(jobs, processes or cores(), reporter(progress, total), on_refused)


@dataclass(frozen=True, slots=True)
class _Job:
    sources: tuple[Source, ...]
    model: str
    gazetteer: tuple[Path, ...]
    min_confidence: float


def _jobs(
    stories: Iterator[Source], model: str, gazetteer: tuple[Path, ...], min_confidence: float
) -> Iterator[_Job]:
    while sources := tuple(islice(stories, BATCH)):
        yield _Job(sources, model, gazetteer, min_confidence)


def _enriched(
    jobs: Iterable[_Job],
    processes: int,
    report: Reporter,
    on_refused: Callable[[int, Refused], None] | None,
) -> Generator[EnrichedStory, None, None]:
    done = 0
    with closing(in_order(_work, jobs, processes)) as results:
        for _, outcomes in results:
            for outcome in outcomes:
                if not isinstance(outcome, Refused):
                    yield _warned(outcome)
                elif on_refused:
                    on_refused(done, outcome)
                else:
                    outcome.add_note(f"story {done} of those given to enrich_many, counted from 0")
                    raise outcome
                done += 1
                report.told(done)
    report.ended(done)


def _work(job: _Job) -> "Sequence[Split | Refused]":
    reader = kept(job.model, job.gazetteer, job.min_confidence)
    from slugline.batch import enrich_batch  # here, as above

    return enrich_batch(
        job.sources, lambda source: source if isinstance(source, Story) else read(source), reader
    )


def _warned(split: "Split") -> EnrichedStory:
    for failure in split.failures:
        what = f"{split.enriched.uri}: no {failure.kind}: {failure.detail}"
        warnings.warn(what, ExtractorWarning, stacklevel=3)
    return split.enriched
