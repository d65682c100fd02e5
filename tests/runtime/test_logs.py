import gc
import io
import json
import logging
import sys
from collections.abc import Iterator

import pytest
from aiokafka.errors import KafkaConnectionError, KafkaError

from slugline.runtime import logs
from slugline.settings import Settings


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Logging is put back as it was."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in logs.LIBRARIES}
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)


@pytest.fixture
def out(as_before: None) -> io.StringIO:
    """Logging set up to a buffer."""
    gc.collect()  # what asyncio says of the tasks that earlier tests left is not to come in here
    stream = io.StringIO()
    logs.begin(Settings(), stream)
    return stream


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


def test_an_exception_and_a_lone_surrogate_stay_one_line() -> None:
    try:
        raise ValueError("bad \ud800")
    except ValueError:
        record = logging.LogRecord("slugline", logging.ERROR, "", 0, "on %s", ("\ud800",), sys.exc_info())
    (line,) = logs.JsonLines().format(record).splitlines()
    assert "ValueError" in json.loads(line)["error"]


def test_what_hides_or_turns_is_escaped_in_json_too() -> None:
    record = logging.LogRecord("slugline", logging.INFO, "", 0, "u\u202e\x9b\U000e0041\u2028", (), None)
    line = logs.JsonLines().format(record)
    assert line.isascii() and json.loads(line)["message"] == "u\u202e\x9b\U000e0041\u2028"


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


def test_the_connection_that_would_log_its_password_never_speaks_of_details() -> None:
    logs.begin(Settings(log_level="debug"), io.StringIO())
    assert logging.getLogger("aiokafka.consumer").isEnabledFor(logging.DEBUG)
    for name in ("aiokafka.conn", "aiokafka.producer.producer"):  # which write passwords, and stories
        assert not logging.getLogger(name).isEnabledFor(logging.INFO)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def passes(filtering: logging.Filter, name: str, message: str, *args: object) -> str | None:
    record = logging.LogRecord(name, logging.ERROR, "", 0, message, args, None)
    return record.getMessage() if filtering.filter(record) else None


def test_an_outage_is_one_line_when_it_begins_and_one_when_it_is_over() -> None:
    clock = Clock()
    outage = logs.Outage(clock)
    assert outage.over() == ""
    lines = []
    for number in range(500):
        clock.now = number / 10
        lines.append(passes(outage, "aiokafka.consumer", f"{number} is away"))
        assert outage.over() == ""
    assert [line for line in lines if line] == ["0 is away"]
    assert passes(outage, "slugline.splitter", "ours") == "ours"
    clock.now += logs.CALM
    assert outage.over() == "Kafka's client complains no more; 499 lines of it in 50 s were kept back"
    assert outage.over() == ""
    assert passes(outage, "aiokafka", "away again") == "away again"
    clock.now += logs.CALM
    assert outage.over() == "", "one line alone was no outage"


def test_a_connection_that_a_cancelled_start_forgets_is_no_news() -> None:
    outage = logs.Outage()
    conn = "Unclosed AIOKafkaConnection\nconn: <AIOKafkaConnection host=127.0.0.1 port=9>"
    assert passes(outage, "asyncio", conn) is None
    assert outage.over() == "" and passes(outage, "asyncio", "Task was destroyed") == "Task was destroyed"


def test_a_traceback_passes_even_in_an_outage() -> None:
    outage = logs.Outage()
    passes(outage, "aiokafka", "away")
    try:
        raise ValueError
    except ValueError:
        record = logging.LogRecord("mode", logging.ERROR, "", 0, "crashed", (), sys.exc_info())
    assert outage.filter(record)


def test_a_traceback_of_a_connection_that_was_lost_is_a_line_of_the_outage() -> None:
    outage = logs.Outage()
    shown = []
    for _ in range(2):
        try:
            try:
                raise KafkaConnectionError("Connection at 127.0.0.1:9 closed")
            except KafkaConnectionError as lost:
                raise KafkaError(repr(lost)) from lost  # as aiokafka's sender does
        except KafkaError:
            record = logging.LogRecord(
                "aiokafka.producer.sender", logging.ERROR, "", 0, "Unexpected error in sender routine", (),
                sys.exc_info(),
            )  # fmt: skip
        if outage.filter(record):
            shown.append(logs.Words().format(record))
    (line,) = shown
    assert line.endswith(
        "in sender routine: KafkaError: KafkaConnectionError('Connection at 127.0.0.1:9 closed')"
    )


def test_one_wording_comes_so_often_in_a_minute_and_then_is_counted() -> None:
    clock = Clock()
    repeats = logs.Repeats(clock)
    lines = [passes(repeats, "slugline.splitter", "dead letter %s", number) for number in range(500)]
    assert [line for line in lines if line] == [f"dead letter {number}" for number in range(logs.OFTEN)]
    assert passes(repeats, "slugline.splitter", "another wording") == "another wording"
    clock.now = 61.0
    assert passes(repeats, "slugline.splitter", "dead letter %s", 7) == (
        f"dead letter 7 ({500 - logs.OFTEN} more like it in 61 s)"
    )
    assert passes(repeats, "slugline.splitter", "dead letter %s", 8) == "dead letter 8"
