"""What is looked at during a soak, and when it is level. Knows neither processes nor Kafka."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

WARM = 0.25
"""Share of the time that is warm-up: models, caches and registers fill."""
MEMORY_MB = 10.0
FILES = 5
SLOWER = 1.25
JITTER_SECONDS = 0.25
"""So much a p95 may differ by chance: it is read off a histogram's buckets."""
LAG_SECONDS = 60.0
"""After the last story, how long the lag may take to come back to 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One look. Memory is that of the worker and its readers, in MB; p95 is that since the look before."""

    at: float
    done: int
    lag: int
    memory: float
    files: int
    threads: int
    p95: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """How it ended."""

    published: int
    done: int
    dead_letters: int
    lag_back: float | None
    """Seconds from the last story until the lag was 0; None where it never was."""
    starts: int
    """How often the worker was started."""
    exit_code: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the verdict."""

    what: str
    found: str
    allowed: str
    well: bool


def quantile(share: float, buckets: Mapping[float, float]) -> float | None:
    """Return the quantile of a histogram, counts by upper edge and cumulative; None of an empty one."""
    edges = sorted(buckets)
    total = buckets[edges[-1]] if edges else 0.0
    if total <= 0:
        return None
    low, below = 0.0, 0.0
    for edge in edges:
        if buckets[edge] >= share * total:
            width = (edge if edge != float("inf") else low) - low
            inside = buckets[edge] - below
            return low + width * ((share * total - below) / inside if inside else 1.0)
        low, below = edge, buckets[edge]
    return low


def verdict(samples: Sequence[Sample], end: End) -> list[Line]:
    """Return a line for each thing that must be level, or right, at the end."""
    warm = samples[int(WARM * len(samples)) :]
    third = max(1, len(warm) // 3)
    first, last = warm[:third], warm[-third:]
    grown = _middle(last, lambda one: one.memory) - _middle(first, lambda one: one.memory)
    files = _middle(last, lambda one: one.files) - _middle(first, lambda one: one.files)
    before, after = _middle(first, lambda one: one.p95), _middle(last, lambda one: one.p95)
    slower = max(SLOWER * before, before + JITTER_SECONDS)
    back = "never" if end.lag_back is None else f"after {end.lag_back:.0f} s"
    return [
        Line(
            what="memory", found=f"{grown:+.1f} MB", allowed=f"+{MEMORY_MB:.0f} MB",
            well=grown <= MEMORY_MB,
        ),
        Line(what="open files", found=f"{files:+.0f}", allowed=f"+{FILES}", well=files <= FILES),
        Line(
            what="p95", found=f"{before:.2f} s, then {after:.2f} s", allowed=f"{slower:.2f} s",
            well=after <= slower,
        ),
        Line(
            what="lag back to 0", found=back, allowed=f"after {LAG_SECONDS:.0f} s",
            well=end.lag_back is not None and end.lag_back <= LAG_SECONDS,
        ),
        Line(
            what="stories done", found=f"{end.done:,}", allowed=f"{end.published:,}",
            well=end.done >= end.published,
        ),
        Line(what="dead letters", found=f"{end.dead_letters}", allowed="0", well=end.dead_letters == 0),
        Line(what="starts", found=f"{end.starts}", allowed="1", well=end.starts == 1),
        Line(what="exit code", found=f"{end.exit_code}", allowed="0", well=end.exit_code == 0),
    ]  # fmt: skip


def quarters(samples: Sequence[Sample]) -> list[str]:
    """Return a line for each quarter of the time: how it went, warm-up and all."""
    lines = []
    for number in range(4):
        part = samples[number * len(samples) // 4 : (number + 1) * len(samples) // 4]
        if part:
            lines.append(
                f"quarter {number + 1}: memory {_middle(part, lambda one: one.memory):7.1f} MB, "
                f"files {_middle(part, lambda one: one.files):4.0f}, "
                f"threads {_middle(part, lambda one: one.threads):4.0f}, "
                f"lag at most {max(one.lag for one in part):5,}, "
                f"p95 {_middle(part, lambda one: one.p95):.2f} s"
            )
    return lines


def _middle(samples: Sequence[Sample], figure: Callable[[Sample], float | None]) -> float:
    found = [one for one in map(figure, samples) if one is not None]
    return median(found) if found else 0.0
