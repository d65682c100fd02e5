import logging
from dataclasses import replace
from time import time

import pytest

from slugline.metrics import Metrics
from slugline.records.feeds import DEAD_LETTERS, ENRICHED, ENTITIES, STORIES
from slugline.runtime.dead_letters import Source
from slugline.runtime.processed import STATUS_OF, Fault, Processed, Record
from slugline.runtime.progress import Progress
from tests.test_metrics import exposed


def source(offset: int, age: float = 2.0) -> Source:
    stamp = round(1000 * (time() - age))
    trace = (("traceparent", b"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"),)
    return Source(
        feed=STORIES.name,
        partition=3,
        offset=offset,
        timestamp=stamp,
        key=b"k",
        value=b"12345",
        headers=trace,
    )


def record(feed: str) -> Record:
    return Record(feed=feed, key=b"k", value=b"123456789", headers=[])


def test_what_is_done_is_counted_and_what_flies_is_known() -> None:
    metrics = Metrics()
    progress = Progress(metrics)
    first, second = source(7), source(8, age=1)
    progress.took(first)
    progress.took(second)
    assert list(progress.flying[3]) == [7, 8]
    processed = Processed(outcome="enriched", counts={"entity": 2, "quote": 0}, seconds={"extract": 0.02})
    records = [record(ENTITIES.name), record(ENTITIES.name), record(ENRICHED.name)]
    progress.finished(first, processed, records, 0.004)
    assert (progress.done, progress.acknowledged, list(progress.flying[3])) == ({3: 8}, 1, [8])
    values = exposed(metrics)
    assert values["slugline_stories_total{outcome=enriched}"] == 1
    assert values["slugline_events_total{kind=entity}"] == 2
    assert values[f"slugline_produced_bytes_total{{feed={ENTITIES.name}}}"] == 20
    assert values["slugline_consumed_bytes_total"] == 12
    assert values["slugline_stage_seconds_count{stage=send}"] == 1
    assert values["slugline_latency_seconds_sum"] == pytest.approx(2.0, abs=0.5)
    progress.forget(3)
    progress.finished(second, processed, [], 0.0)  # one that was in flight when its partition went
    assert progress.flying == {}


def test_a_dead_letter_is_a_line_with_story_trace_and_address(caplog: pytest.LogCaptureFixture) -> None:
    metrics = Metrics()
    fault = Fault(step="quotes", reason="extractor-failed", detail="LookupError: no such cue")
    processed = Processed(outcome="enriched", uri="urn:x", faults=(fault,))
    with caplog.at_level(logging.WARNING):
        Progress(metrics).finished(source(7), processed, [record(DEAD_LETTERS.name)], 0.0)
    (line,) = caplog.records
    assert line.getMessage() == "dead letter (extractor-failed): LookupError: no such cue"
    about = {name: getattr(line, name) for name in ("story", "trace", "feed", "partition", "offset")}
    assert about == {
        "story": "urn:x", "trace": "4bf92f3577b34da6a3ce929d0e0e4736",
        "feed": STORIES.name, "partition": 3, "offset": 7,
    }  # fmt: skip
    assert exposed(metrics)["slugline_dead_letters_total{reason=extractor-failed}"] == 1


def test_a_partition_is_behind_by_its_oldest_story() -> None:
    progress = Progress(Metrics())
    assert not progress.behind(3)
    progress.took(source(7, age=5))
    progress.took(source(8, age=0))
    assert (progress.behind(3), progress.behind(2)) == (True, False)
    progress.finished(source(7), Processed(outcome="enriched"), [], 0.0)
    assert not progress.behind(3)


def test_a_word_that_one_partition_has_for_another_is_no_story() -> None:
    metrics = Metrics()
    progress = Progress(metrics)
    word = replace(source(7), headers=((STATUS_OF, b"wire.stories.raw.v1/1/0"),))
    for one in (word, source(8)):
        progress.took(one)
        progress.finished(one, Processed(outcome="skipped", skipped="stale"), [], 0.0)
    values = exposed(metrics)
    assert values["slugline_stories_total{outcome=skipped}"] == 1
    assert values["slugline_skips_total{reason=stale}"] == 1
    assert progress.done == {3: 9}
