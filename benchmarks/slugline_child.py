"""Slugline in a process of its own: raw bytes in, encoded events out, as the worker's pool does it.

    python -m benchmarks.slugline_child TEXTS.json

TEXTS.json is a list of lists of texts, the first for warming up; all are made ninjs items. Tasks, on list N:
"whole" (bytes to encoded enriched stories), "entities" (the entity extractor alone, from decoded stories),
"single" (its first story by itself, 200 times: answers the seconds each took), "stages" (seconds of each
step), "memory" (invented stories instead).

The tokenizer keeps words that come again (slugline/reading/familiar_words.py). So that no story is measured
with words learnt from itself, a list should be read once by a process; "single" and "again" learn nothing.
"""

import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.answering import serve
from benchmarks.newswire import invent
from slugline.enrichment import enrich
from slugline.intake import read
from slugline.kinds import KINDS
from slugline.reading.reader import Reader, load
from slugline.reading.stretches import mark, recognise
from slugline.records.codec import encode
from slugline.records.story import Story

BATCH = 8
GROW = int(os.environ.get("SLUGLINE_BENCH_GROW", "20000"))
WARM_UP = GROW // 10


def ninjs(text: str, number: int) -> bytes:
    """Return ``text`` as a ninjs item, its first line the headline."""
    headline, _, body = text.strip().partition("\n")
    return json.dumps(
        {"uri": f"bench:{number}", "headline": headline, "body_text": body, "language": "en"}
    ).encode()


class Clock:
    """CPU seconds by name."""

    def __init__(self) -> None:
        """Start with nothing measured."""
        self.seconds: dict[str, float] = {}

    @contextmanager
    def __call__(self, name: str) -> Iterator[None]:
        """Add the time of the block to ``name``."""
        begin = time.process_time()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.process_time() - begin


class Tasks:
    """What can be measured."""

    def __init__(self, lists: Sequence[Sequence[str]], reader: Reader) -> None:
        """Take the lists of texts and the loaded model."""
        self.reader = reader
        self.lists = [[ninjs(text, number) for number, text in enumerate(texts)] for texts in lists]

    def whole(self, which: int) -> int:
        """Read, enrich and encode the stories; return the bytes that came out."""
        raw = self.lists[which]
        size = 0
        for at in range(0, len(raw), BATCH):
            for split in enrich([read(value) for value in raw[at : at + BATCH]], self.reader):
                assert not split.failures, split.failures
                size += len(encode(split.enriched))
        return size

    def again(self, which: int) -> int:
        """Do as ``whole`` does, learning nothing."""
        self.reader.familiar.room = 0
        return self.whole(which)

    def entities(self, which: int) -> int:
        """Find the entities of the stories and nothing else; return how many there are."""
        stories = [read(value) for value in self.lists[which]]
        found = 0
        for at in range(0, len(stories), BATCH):
            for split in enrich(stories[at : at + BATCH], self.reader, KINDS[:1]):
                found += len(split.enriched.entities)
        return found

    def single(self, which: int) -> list[float]:
        """Return the CPU seconds of the first story read, enriched and encoded by itself, 200 times."""
        self.reader.familiar.room = 0
        took = []
        for _ in range(200):
            begin = time.process_time()
            (split,) = enrich([read(self.lists[which][0])], self.reader)
            encode(split.enriched)
            took.append(time.process_time() - begin)
        return took

    def stages(self, which: int) -> dict[str, float]:
        """Return the CPU seconds each step takes for the stories, batch by batch as in ``whole``."""
        clock = Clock()
        for at in range(0, len(self.lists[which]), BATCH):
            self._batch(self.lists[which][at : at + BATCH], clock)
        return clock.seconds

    def _batch(self, raw: Sequence[bytes], clock: Clock) -> None:
        recogniser = self.reader.recogniser
        assert recogniser is not None, "the stages are those of the fast reader"
        with clock("decode and zones"):
            stories = [read(value) for value in raw]
        with self.reader.nlp.memory_zone():
            with clock("tokens"):
                docs = [self.reader.nlp.make_doc(story.text) for story in stories]
            with clock("sentences"):
                marks = [mark(story, doc) for story, doc in zip(stories, docs, strict=True)]
            with clock("entity model"):
                recognise(recogniser, docs, marks)
        found: list[dict[str, tuple[Any, ...]]] = [{} for _ in stories]
        readings = self.reader.read(stories)
        for kind in KINDS:
            with clock(kind.plural):
                for reading, events in zip(readings, found, strict=True):
                    events[kind.name] = tuple(kind.extract(reading, *(events[need] for need in kind.needs)))
        splits = enrich(stories, self.reader)
        with clock("encode"):
            for split in splits:
                encode(split.enriched)

    def memory(self, _: int) -> dict[str, float]:
        """Return megabytes in use after a warm-up and after GROW stories, each with names no other has."""
        marks = {}
        stories: list[Story] = []
        for number, story in enumerate(invent(GROW + WARM_UP, seed=11, paragraphs=3), 1):
            stories.append(story)
            if len(stories) == BATCH:
                enrich(stories, self.reader)
                stories = []
            if number in (WARM_UP, WARM_UP + GROW // 2, WARM_UP + GROW):
                marks[f"after {number}"] = resident()
        return marks


def resident() -> float:
    """Return the megabytes of memory this process holds (Linux; elsewhere the most it ever held)."""
    status = Path("/proc/self/statm")
    if status.exists():
        return int(status.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


def main() -> None:
    """Load the model and serve."""
    tasks = Tasks(json.loads(Path(sys.argv[1]).read_text("utf-8")), load())
    tasks.whole(0)
    names = ("whole", "again", "entities", "single", "stages", "memory")
    serve({name: getattr(tasks, name) for name in names})


if __name__ == "__main__":
    main()
