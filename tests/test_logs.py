import io
import json
import logging
from collections.abc import Iterator

import pytest

from streams import logs
from streams.settings import Settings


@pytest.fixture
def out() -> Iterator[io.StringIO]:
    """Logging set up to a buffer, and put back as it was."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in logs.LIBRARIES}
    stream = io.StringIO()
    logs.begin(Settings(), stream)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)


def test_json_lines_carry_story_and_trace(out: io.StringIO) -> None:
    about = {"story": "urn:x", "trace": "4bf9", "feed": "f", "partition": 0, "offset": 7}
    logging.getLogger("slugline.splitter").warning("dead letter (%s)", "empty", extra=about)
    line = json.loads(out.getvalue())
    assert line.pop("time").endswith("+00:00")
    assert line == {
        "level": "warning",
        "logger": "slugline.splitter",
        "message": "dead letter (empty)",
        **about,
    }


def test_an_exception_and_a_lone_surrogate_stay_one_line(out: io.StringIO) -> None:
    try:
        raise ValueError("bad \ud800")
    except ValueError:
        logging.getLogger("slugline").exception("failed on %s", "\ud800")
    (line,) = out.getvalue().splitlines()
    assert "ValueError" in json.loads(line)["error"]


def test_people_get_words() -> None:
    record = logging.LogRecord("slugline", logging.INFO, "", 0, "took %d", (3,), None)
    record.story = "urn:x"
    assert logs.Words().format(record).endswith("info    took 3  story=urn:x")


def test_libraries_speak_only_of_trouble(out: io.StringIO) -> None:
    logging.getLogger("aiokafka.consumer").info("fetched")
    logging.getLogger("faust.app").info("started")
    assert out.getvalue() == ""
    assert not logging.getLogger("aiokafka.producer.producer").isEnabledFor(logging.DEBUG)
    logging.getLogger("aiokafka.consumer").error("gone")
    assert json.loads(out.getvalue())["message"] == "gone"


def test_a_library_that_repeats_itself_gets_one_line_a_minute() -> None:
    now = 0.0
    repeats = logs.Repeats(lambda: now)

    def passes(name: str, message: str, *args: object) -> str | None:
        record = logging.LogRecord(name, logging.ERROR, "", 0, message, args, None)
        return record.getMessage() if repeats.filter(record) else None

    lines = [passes("aiokafka", "cannot reach %s", number) for number in range(500)]
    assert [line for line in lines if line] == ["cannot reach 0"]
    assert passes("aiokafka", "another wording") == "another wording"
    ours = [passes("slugline.splitter", "dead letter %s", number) for number in range(500)]
    assert len([line for line in ours if line]) == logs.OURS
    now = 61.0
    assert passes("aiokafka", "cannot reach %s", 7) == "cannot reach 7 (499 more like it in 61 s)"
    assert passes("aiokafka", "cannot reach %s", 8) is None
