"""Enriched stories onto stdout, in the form that was asked for."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal

from rich.console import Console

from schemas.codec import decode
from schemas.story import EnrichedStory
from streams.cli import pretty, screen

Output = Literal["pretty", "json", "jsonl"]
Write = Callable[[bytes], None]


@contextmanager
def writer(output: Output, console: Console) -> Iterator[Write]:
    """Give a function that writes an encoded EnrichedStory; what is open at the end of the block is closed.

    "json" is one indented object, or an array of them where there are several.
    """
    if output == "jsonl":
        yield _line
        return
    if output == "pretty":
        yield lambda value: _print(value, console)
        return
    array = Array()
    yield array.write
    array.close()


class Array:
    """One JSON object as it stands, several as an array, without holding more than the first."""

    def __init__(self) -> None:
        """Start with nothing written."""
        self._first: str | None = None
        self._several = False

    def write(self, value: bytes) -> None:
        """Write ``value``, or keep it if it may be the only one."""
        text = indented(value)
        if self._first is None:
            self._first = text
            return
        if not self._several:
            sys.stdout.write(f"[\n{self._first}")
            self._several = True
        sys.stdout.write(f",\n{text}")

    def close(self) -> None:
        """Write what is due at the end."""
        if self._several:
            sys.stdout.write("\n]\n")
        elif self._first is not None:
            sys.stdout.write(f"{self._first}\n")


def indented(value: bytes) -> str:
    """Return JSON bytes as indented text."""
    return json.dumps(json.loads(value), ensure_ascii=False, indent=2)


def _line(value: bytes) -> None:
    sys.stdout.buffer.write(value + b"\n")


def _print(value: bytes, console: Console) -> None:
    screen.show(console, pretty.story(decode(EnrichedStory, value)))
    console.print()
