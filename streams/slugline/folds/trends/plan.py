"""Which windows there are: lengths, the hop between them, and the ones that are open at a moment."""

from dataclasses import dataclass

from slugline.records.events import Window
from slugline.records.instants import written


@dataclass(frozen=True, slots=True, order=True)
class Frame:
    """One window, milliseconds since 1970 UTC, end exclusive."""

    start: int
    end: int

    @property
    def length(self) -> int:
        """Milliseconds from start to end."""
        return self.end - self.start

    def window(self) -> Window:
        """Return it as the record that events carry."""
        return Window(start=written(self.start), end=written(self.end))


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is counted. Times are milliseconds; windows end at multiples of ``hop`` since 1970 UTC."""

    lengths: tuple[int, ...]
    hop: int
    minimum: int = 2
    """A thing with fewer stories in a window is no trend."""
    limit: int = 20
    """So many things of a kind get out of a partition by score, and so many by stories."""

    @property
    def late(self) -> int:
        """How long a window is still corrected after its end."""
        return self.hop

    @property
    def horizon(self) -> int:
        """How far back stories matter: the longest window, the one before it, and the late ones."""
        return 2 * max(self.lengths) + self.late + self.hop

    def frames(self, now: int) -> tuple[Frame, ...]:
        """Return the windows to report at ``now``, sorted: those that end next, and late ones."""
        last_end = (now // self.hop + 1) * self.hop
        ends = range(last_end, now - self.late, -self.hop)
        return tuple(sorted({Frame(end - length, end) for end in ends for length in self.lengths}))
