"""Log lines: for people on a terminal, JSON lines elsewhere; libraries kept quiet, repeats bounded."""

import logging
import sys
import traceback
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from time import monotonic
from typing import Any, TextIO

from aiokafka.errors import KafkaConnectionError, NodeNotReadyError

from slugline import shown_text
from slugline.records.codec import encode
from slugline.settings import Settings

LIBRARIES = ("faust", "mode", "aiokafka", "asyncio", "aiohttp")
# "streams": Faust, speaking for our app
"""Raised to warnings: at less, Faust and aiokafka build two records for every message sent."""
EXTRAS = ("story", "trace", "feed", "partition", "offset")
WORDINGS = 1000
"""So many are remembered: a library that formats its lines itself has a new wording each time."""
LEFT_OPEN = "Unclosed AIOKafkaConnection"
"""What asyncio is told where the start of a client is cancelled, as at the end of a worker: aiokafka forgets
the connection it asks for brokers by, and closes it when it is collected (0.14, AIOKafkaClient.bootstrap).
"""
CALM = 10.0
WINDOW, OFTEN = 60.0, 20
"""At most OFTEN lines of one wording in a WINDOW of seconds."""

Clock = Callable[[], float]


class Repeats(logging.Filter):
    """Lets through the first lines of each wording in a window of time, and says how many it kept back."""

    def __init__(self, clock: Clock = monotonic) -> None:
        """Know nothing yet; ``clock`` gives seconds."""
        super().__init__()
        self._clock = clock
        self._seen: dict[tuple[str, str], tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Say whether the line is to be written."""
        if record.levelno >= logging.CRITICAL:
            return True
        wording = (record.name, str(record.msg))
        now = self._clock()
        began, count = self._seen.get(wording, (now, 0))
        if now - began >= WINDOW:
            if count > OFTEN:
                record.msg = f"{record.getMessage()} ({count - OFTEN} more like it in {now - began:.0f} s)"
                record.args = ()
            began, count = now, 0
        if len(self._seen) > WORDINGS:
            self._seen.clear()
        self._seen[wording] = (began, count + 1)
        return count < OFTEN


class Outage(logging.Filter):
    """Of the libraries' complaints while Kafka is away lets through the first, and counts the rest.

    An outage is over when they have been quiet for CALM seconds. A complaint with a traceback always passes,
    unless what went wrong is a connection: aiokafka's sender shows a page of its own code when a broker dies
    while it is asked where a transaction belongs, begins anew, and none of it is a fault of anybody's here.
    """

    def __init__(self, clock: Clock = monotonic) -> None:
        """All is well; ``clock`` gives seconds."""
        super().__init__()
        self._clock = clock
        self._began: float | None = None
        self._last = 0.0
        self._kept = 0

    def filter(self, record: logging.LogRecord) -> bool:
        """Say whether the line is to be written."""
        if record.name.partition(".")[0] not in LIBRARIES:
            return True
        if record.name == "asyncio" and record.getMessage().startswith(LEFT_OPEN):
            return False  # behind the line that says why a worker ended it would be the last word
        if record.exc_info:
            if not _is_away(error := record.exc_info[1]):
                return True
            record.msg, record.args = f"{record.getMessage()}: {error}", ()
            record.exc_info = record.exc_text = None
        self._last = self._clock()
        if self._began is None:
            self._began, self._kept = self._last, 0
            return True
        self._kept += 1
        return False

    def over(self) -> str:
        """Return what to say if an outage has just come to its end, else nothing. Ask about once a second.

        How long it lasted is not told: a silent broker is complained of when requests run out of time, and
        not before. The line of a role that is ready again says it.
        """
        if self._began is None or self._clock() - self._last < CALM:
            return ""
        lasted, self._began = self._last - self._began, None
        if not self._kept:
            return ""
        return (
            f"Kafka's client complains no more; {self._kept:,} lines of it in {lasted:.0f} s were kept back"
        )


class JsonLines(logging.Formatter):
    """One JSON object a line: time, level, logger, message, and if there is one the story and its trace."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= _extras(record)
        if record.exc_info:
            line["error"] = "".join(traceback.format_exception(*record.exc_info))
        return shown_text.in_json(encode(_writable(line)).decode())


class Words(logging.Formatter):
    """Time, level, message and story, for a person."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        at = datetime.fromtimestamp(record.created).strftime("%H:%M:%S")
        about = " ".join(f"{name}={value}" for name, value in _extras(record).items())
        said = shown_text.line(f"{record.getMessage()}{'  ' + about if about else ''}")
        line = f"{at} {record.levelname.lower():7} {said}"
        if record.exc_info:
            trace = "".join(traceback.format_exception(*record.exc_info)).rstrip()
            line += "\n" + shown_text.lines(trace)
        return line


def begin(settings: Settings, stream: TextIO | None = None) -> Outage:
    """Set all logging of this process up, to ``stream`` or stderr; return what knows of outages."""
    stream = stream or sys.stderr
    handler = logging.StreamHandler(stream)
    json = settings.log_format == "json" or (settings.log_format == "auto" and not stream.isatty())
    handler.setFormatter(JsonLines() if json else Words())
    outage = Outage()
    if settings.log_level != "debug":
        handler.addFilter(outage)
        handler.addFilter(Repeats())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(settings.log_level.upper())
    for name in LIBRARIES:
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
        logger.setLevel(logging.DEBUG if settings.log_level == "debug" else logging.WARNING)
    # at debug it writes the requests of the login, password and all (aiokafka 0.14, conn.py)
    # and each record that is sent, stories that wait for the end of an embargo too (producer.py)
    for name in ("aiokafka.conn", "aiokafka.producer"):
        logging.getLogger(name).setLevel(logging.WARNING)
    return outage


def _is_away(error: BaseException | None) -> bool:
    """Tell whether a connection that was lost, or could not be made, is behind an error."""
    while error is not None:
        if isinstance(error, KafkaConnectionError | NodeNotReadyError | ConnectionError):
            return True
        error = error.__cause__
    return False


def _extras(record: logging.LogRecord) -> Mapping[str, Any]:
    found = {name: getattr(record, name, None) for name in EXTRAS}
    return {name: value for name, value in found.items() if value is not None}


def _writable(line: dict[str, Any]) -> dict[str, Any]:
    """A lone surrogate in a message must not cost the line."""
    return {
        name: value.encode(errors="replace").decode() if isinstance(value, str) else value
        for name, value in line.items()
    }
