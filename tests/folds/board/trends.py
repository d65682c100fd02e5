"""Invented records of the trends feed for the tests of the board and of the page."""

from slugline.records import instants
from slugline.records.events import TrendEvent, TrendKind, Window
from slugline.records.ids import event_id

HOUR = 3_600_000
NOW = 1_000 * HOUR


def trend(
    kind: TrendKind, key: str, stories: int, *, end: int = NOW, hours: int = 1, chains: int | None = None
) -> TrendEvent:
    window = Window(start=instants.written(end - hours * HOUR), end=instants.written(end))
    return TrendEvent(
        id=event_id("trend", window.start, window.end, kind, key), window=window, kind=kind, key=key,
        name=key.title(), stories=stories, previous=1, score=float(stories), chains=chains,
        chains_previous=None if chains is None else 0,
    )  # fmt: skip
