"""What a soak calls level, on figures made by hand; the soak itself is `make soak`."""

import pytest

from ops.soak.figures import End, Sample, quantile, quarters, verdict

WELL = End(published=900, done=900, dead_letters=0, lag_back=2.0, starts=1, exit_code=0)


def samples(
    memory: float = 0.0, files: float = 0.0, p95: float = 0.0, warming: float = 0.0, count: int = 40
) -> list[Sample]:
    """So many looks; the figures grow by so much from the end of the warm-up to the end."""
    warm = count // 4
    return [
        Sample(
            at=10.0 * n, done=10 * n, lag=n % 3, threads=20,
            memory=900 + memory * max(0, n - warm) / (count - warm) - warming * max(0, warm - n),
            files=round(100 + files * max(0, n - warm) / (count - warm)),
            p95=None if n % 7 == 0 else 0.4 + p95 * max(0, n - warm) / (count - warm),
        )
        for n in range(count)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("taken", "end", "bad"),
    [
        (samples(), WELL, []),
        (samples(memory=12, files=5, p95=0.2), WELL, []),
        (samples(warming=30), WELL, []),
        (samples(memory=30), WELL, ["memory"]),
        (samples(memory=-80), WELL, []),
        (samples(files=20), WELL, ["open files"]),
        (samples(p95=1.0), WELL, ["p95"]),
        (samples(), End(published=900, done=899, dead_letters=2, lag_back=None, starts=2, exit_code=None),
         ["lag back to 0", "stories done", "dead letters", "starts", "exit code"]),
        (samples(count=8), WELL, []),
    ],
)  # fmt: skip
def test_verdict(taken: list[Sample], end: End, bad: list[str]) -> None:
    assert [line.what for line in verdict(taken, end) if not line.well] == bad


def test_quarters() -> None:
    assert quarters(samples(memory=40, count=8)) == [
        "quarter 1: memory   900.0 MB, files  100, threads   20, lag at most     1, p95 0.40 s",
        "quarter 2: memory   903.3 MB, files  100, threads   20, lag at most     2, p95 0.40 s",
        "quarter 3: memory   916.7 MB, files  100, threads   20, lag at most     2, p95 0.40 s",
        "quarter 4: memory   930.0 MB, files  100, threads   20, lag at most     1, p95 0.40 s",
    ]
    assert len(quarters(samples(count=4)[:3])) == 3


@pytest.mark.parametrize(
    ("buckets", "expected"),
    [
        ({}, None),
        ({0.1: 0, float("inf"): 0}, None),
        ({0.1: 100, float("inf"): 100}, 0.095),
        ({0.1: 90, 1.0: 100, float("inf"): 100}, 0.55),
        ({0.1: 10, float("inf"): 100}, 0.1),  # beyond the last edge nothing is known
    ],
)
def test_the_quantile_of_a_histogram(buckets: dict[float, float], expected: float | None) -> None:
    assert quantile(0.95, buckets) == (None if expected is None else pytest.approx(expected))
