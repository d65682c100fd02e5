"""Enriched stories onto stdout, in the form that was asked for."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal

from rich.console import Console

from slugline.cli.printing import terminal
from slugline.records.codec import decode

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
    """One JSON object as it stands, several as an array, holding no more than the last of them."""

    def __init__(self) -> None:
        """Start with nothing written."""
        self._held: str | None = None
        self._several = False

    def write(self, value: bytes) -> None:
        """Write what came before, and hold ``value``: it may be the only one."""
        if self._held is not None:
            terminal.write_line(self._held + "," if self._several else f"[\n{self._held},")
            self._several = True
        self._held = indented(value)

    def close(self) -> None:
        """Write the last, and the end of the array if there is one."""
        if self._held is not None:
            terminal.write_line(f"{self._held}\n]" if self._several else self._held)


def indented(value: bytes) -> str:
    """Return JSON bytes as indented text."""
    return json.dumps(json.loads(value), ensure_ascii=False, indent=2)


def _line(value: bytes) -> None:
    if sys.stdout.isatty():
        terminal.write_line(value.decode())
    else:
        sys.stdout.buffer.write(value + b"\n")


def _print(value: bytes, console: Console) -> None:
    from slugline import kinds  # here: the kinds' rules are imported when the model's language is known
    from slugline.cli.printing import render_events

    terminal.show(console, render_events.story(decode(kinds.EnrichedStory, value)))
    console.print()
