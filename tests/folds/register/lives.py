"""What happens to one story, in short: what is known, what waits, what comes, and what is left of it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from slugline.folds.register.digests import content
from slugline.folds.register.known import Known
from slugline.folds.register.verdict import Arrived, Held, Verdict, becomes, decide
from slugline.records.register_row import Standing

NOW = 1_000_000
MADE_BY = b"this"
OTHER = b"that"


def text(words: str) -> bytes:
    return content(words.encode())


def known(version: int | None, status: Standing = "usable", words: str = "", **more: Any) -> Known:
    """Return what is known of a story; None is a version that was not given."""
    fields: dict[str, Any] = {
        "version": version or 1, "versioned": version is not None, "status": status, "moment": None,
        "seen": 0, "content": text(words or f"v{version}"), "made_by": MADE_BY,
    }  # fmt: skip
    return Known(**fields | more)


def came(version: int | None, status: Standing = "usable", words: str = "", **more: Any) -> Arrived:
    fields: dict[str, Any] = {
        "version": version or 1, "versioned": version is not None, "status": status, "moment": None,
        "content": text(words or f"v{version}"), "made_by": MADE_BY,
    }  # fmt: skip
    return Arrived(**fields | more)


def held(version: int | None, words: str = "", moment: int | None = None, until: int = NOW + 60) -> Held:
    return Held(
        version=version or 1, versioned=version is not None, moment=moment, until_ms=until,
        content=text(words or f"v{version}"),
    )  # fmt: skip


@dataclass(frozen=True)
class Life:
    """What stands and what waits of a story, and what was decided on the way."""

    known: Known | None = None
    held: Held | None = None
    held_raw: int = -1
    """The offset of the record that it came in."""
    verdicts: tuple[Verdict, ...] = ()

    def after(self, arrived: Arrived, now: int = NOW) -> "Life":
        """Return the life as the lane of a worker leaves it behind ``arrived``."""
        # as the lane does: a kill that is read again was not said of what came behind it
        again = arrived.status != "usable" and 0 <= arrived.raw < self.held_raw
        held = None if again else self.held
        verdict = decide(self.known, held, arrived, now)
        waits, held_raw = (None, -1) if verdict.drop_held else (self.held, self.held_raw)
        if verdict.action == "hold":
            assert arrived.embargoed_ms is not None
            waits = Held(
                version=arrived.version, versioned=arrived.versioned, moment=arrived.moment,
                until_ms=arrived.embargoed_ms, content=arrived.content,
            )  # fmt: skip
            held_raw = arrived.raw
        row = becomes(verdict, self.known, held, arrived)
        return Life(known=row, held=waits, held_raw=held_raw, verdicts=(*self.verdicts, verdict))

    @property
    def end(self) -> tuple[int, str] | None:
        """Return version and status of what stands."""
        return (self.known.version, self.known.status) if self.known else None

    @property
    def actions(self) -> list[str]:
        return [verdict.action for verdict in self.verdicts]


def numbered(arrivals: Iterable[Arrived]) -> list[Arrived]:
    """Return the ``arrivals`` at offsets of their own, in order."""
    return [replace(one, raw=offset, seen=offset) for offset, one in enumerate(arrivals)]


def lived(arrivals: Iterable[Arrived], life: Life | None = None) -> Life:
    """Return the life of a story in which one thing comes after the other."""
    life = life or Life()
    for arrived in arrivals:
        life = life.after(arrived)
    return life
