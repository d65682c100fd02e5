"""docs/metrics.md, made from the table of metrics.

``python -m ops.metrics_doc`` writes it anew; a test fails while it is not in step.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from slugline.metrics import Row, table

FILE = Path(__file__).parents[1] / "docs" / "metrics.md"
HEAD = """\
# Metrics

Made by `python -m ops.metrics_doc` from the table in `streams/slugline/metrics.py`: a new metric is one row
there, and one line where it is counted.

A worker exposes them on `/metrics` of `SLUGLINE_HTTP_HOST:SLUGLINE_HTTP_PORT`, beside the `process_*`
figures of Prometheus's own client. Times are seconds, sizes are bytes. Labels come from small closed sets,
never from a story's uri, an entity or a speaker; a `feed` has the prefix of the installation
(`SLUGLINE_FEED_PREFIX`) before its name. What to do when something is wrong: `ops/runbook.md`.

| metric | type | labels | what it counts |
|---|---|---|---|
"""
OPEN = {
    "feed": "as on the cluster",
    "partition": "its number",
    "role": "those the worker has",
    "webhook": "its name in the watchlist",
    "outcome": "delivered, retried, dead-lettered",
}
"""What is said of labels whose values come and go."""


def document() -> str:
    """Return the content of docs/metrics.md."""
    lines = [f"| `{row.name}` | {row.type} | {_labels(row)} | {row.meaning} |\n" for row in table()]
    return HEAD + "".join(lines) + "\n" + "\n".join(_buckets()) + "\n"


def _labels(row: Row[Any]) -> str:
    return "<br>".join(
        f"`{label}`: {', '.join(values) if values else OPEN[label]}" for label, values in row.labels.items()
    )


def _buckets() -> Iterator[str]:
    for row in table():
        if row.buckets:
            yield f"- Buckets of `{row.name}` end at {', '.join(f'{edge:g}' for edge in row.buckets)} s."


def main() -> None:
    """Write the file."""
    FILE.write_text(document(), encoding="utf-8")


if __name__ == "__main__":
    main()
