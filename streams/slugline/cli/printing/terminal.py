"""Results go to stdout, everything else to stderr. Rich minds NO_COLOR and pipes.

Whatever is printed here is safe for a terminal, wherever it came from: `Safe` shows no control character.
"""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from rich.console import Console, ConsoleOptions, RenderableType
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.segment import Segment
from rich.text import Text

from slugline import shown_text


class Safe(Console):
    """A console that shows what is not to be sent to a terminal as escapes: see `shown_text`."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """Yield the segments of ``renderable``; only Rich itself may send control codes."""
        for one in super().render(renderable, options):
            yield one if one.control else Segment(shown_text.lines(one.text), one.style)


def out() -> Console:
    """Return a console on stdout that prints text as it stands: stories may hold [brackets] and :colons:."""
    return Safe(markup=False, highlight=False, emoji=False, soft_wrap=not sys.stdout.isatty())


def err() -> Console:
    """Return the same on stderr."""
    return Safe(stderr=True, markup=False, highlight=False, emoji=False, soft_wrap=not sys.stderr.isatty())


def tell(text: str, style: str | None = None) -> None:
    """Say something on stderr that is one line, whatever names and messages are in it."""
    err().print(shown_text.line(text), style=style)


def flat(text: Text) -> Text:
    """Return ``text`` with blanks for what would begin a new line in it, its colours where they were."""
    text.plain = text.plain.translate(_BREAKS)
    return text


_BREAKS = dict.fromkeys(map(ord, "\n\v\f\r\x85\u2028\u2029"), " ")


def show(console: Console, what: RenderableType) -> None:
    """Print ``what``; into a pipe or a file without the blanks that fill its lines up."""
    if console.is_terminal:
        console.print(what, soft_wrap=False, crop=False)
        return
    with console.capture() as captured:
        console.print(what, soft_wrap=False, crop=False)
    console.out("\n".join(line.rstrip() for line in captured.get().splitlines()))


def write_line(text: str) -> None:
    """Write a line of data to stdout, in UTF-8 whatever the terminal's encoding: it is for programs.

    Where a person looks on, what a terminal would obey stands in it as JSON's escapes.
    """
    sys.stdout.buffer.write((shown_text.in_json(text) if sys.stdout.isatty() else text).encode() + b"\n")


class Rate(ProgressColumn):
    """Stories done and stories a second."""

    def render(self, task: Task) -> Text:
        """Read both from the task's fields."""
        done = task.fields.get("done", 0)
        rate = done / task.elapsed if task.elapsed else 0.0
        return Text(f"{done:,} stories  {rate:,.1f}/s", style="progress.data.speed")


@contextmanager
def progress(console: Console, what: str, total: float | None, wanted: bool = True) -> Iterator["Bar"]:
    """Show a bar on a terminal while the block runs; ``total`` is in any unit, None if unknown."""
    shown = wanted and console.is_terminal
    columns = (TextColumn("{task.description}"), BarColumn(), Rate(), TimeRemainingColumn())
    bar = Progress(*columns, console=console, transient=True, disable=not shown, redirect_stdout=False)
    with bar:
        yield Bar(bar, what, total)


class Bar:
    """A progress bar that counts stories beside its own unit."""

    def __init__(self, bar: Progress, what: str, total: float | None) -> None:
        """Add a task to ``bar``."""
        self._bar = bar
        self._task = bar.add_task(what, total=total, done=0)
        self.done = 0

    def advance(self, stories: int, position: float) -> None:
        """Say that ``stories`` more are done and all in all ``position`` of the total."""
        self.done += stories
        self._bar.update(self._task, completed=position, done=self.done)
