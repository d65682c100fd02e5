"""What stands beside the committed offset of the chains: from where on their window is put together again."""

import re
from dataclasses import dataclass, field
from typing import Final, Self

from slugline.folds.chains.feed_fold import Mark

APART: Final = 1_000
"""Stories between two places of the chains feed that are remembered."""
NOBODY: Final = "-"
_NOTE: Final = re.compile(r"(.+) (\d{1,19}) (\S+)", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """All of it."""

    mark: Mark
    chains: int
    """Offset on the chains feed from where on all stands that was decided of the imprints since the mark."""
    feed: str | None
    """Which imprints feed it was, as the broker identifies it."""

    def written(self) -> str:
        """Return it as text."""
        return f"{self.mark.written()} {self.chains} {self.feed or NOBODY}"

    @classmethod
    def read(cls, text: str) -> Self | None:
        """Return the note that `written` made; None of any other text."""
        match = _NOTE.fullmatch(text)
        mark = Mark.read(match[1]) if match else None
        if match is None or mark is None:
            return None
        return cls(mark=mark, chains=int(match[2]), feed=None if match[3] == NOBODY else match[3])


@dataclass(slots=True)
class Places:
    """Where on the chains feed the records of an imprint stand, or a little before; both only ever rise."""

    begin: int
    """Nothing before this offset is asked for."""
    _known: list[tuple[int, int]] = field(default_factory=list)

    def note(self, order: int, offset: int) -> None:
        """Note that the records of the imprint at ``order`` begin at ``offset`` of the chains feed."""
        if not self._known or order >= self._known[-1][0] + APART:
            self._known.append((order, offset))

    def before(self, order: int) -> int:
        """Return an offset from which on all records of ``order`` and of later ones stand; forget earlier."""
        while len(self._known) > 1 and self._known[1][0] <= order:
            del self._known[0]
        if self._known and self._known[0][0] <= order:
            self.begin = self._known[0][1]
        return self.begin
