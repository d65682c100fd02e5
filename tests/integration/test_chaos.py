"""The chaos in its short form: what stands in the end is true (`make chaos` runs the long one)."""

import asyncio
from pathlib import Path

import pytest

from ops.chaos.run import SHORT, run
from ops.chaos.workers import COMMAND

pytestmark = pytest.mark.kafka


def test_what_stands_after_kills_pauses_and_a_broker_that_died_is_true(tmp_path: Path) -> None:
    outcome = asyncio.run(run(SHORT, COMMAND, tmp_path))
    report = outcome.report
    assert report.faults() == {"lost": [], "wrong": [], "back": [], "differ": [], "stray": []}
    assert (report.records, report.uris) == (SHORT.stories, SHORT.uris)
    assert min(report.events.values()) > 0
    assert report.retractions > 0
    assert {name: outcome.done[name] for name in ("kill", "pause", "broker")} == {
        "kill": 2, "pause": 1, "broker": 1,
    }  # fmt: skip
