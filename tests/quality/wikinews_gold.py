"""Joins the labels of ``wikinews_quotes`` with the texts of their stories, as gold for ``score.py``.

python -m tests.quality.wikinews_gold seen gold.jsonl [../shared]
"""

import gzip
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

LABELS = Path(__file__).parent / "wikinews_quotes"
STORIES = Path("data/wikinews/stories.jsonl.gz")


def main(half: str, target: Path, shared: Path) -> None:
    """Write the gold of one half of a draw, say ``seen`` or ``kept_second``, a line per story."""
    with target.open("w", encoding="utf-8") as lines:
        for story in gold(half, shared):
            lines.write(json.dumps(story, ensure_ascii=False) + "\n")


def gold(half: str, shared: Path) -> Iterator[dict[str, Any]]:
    """Yield the labelled stories of a half. Raises ValueError where a text is absent or another one."""
    for story, text in with_texts(labels(half), shared):
        quotes = [with_words(quote, text) for quote in story["quotes"]]
        yield {"id": story["id"], "text": text, "source_credit": "Wikinews", "quotes": quotes}


def with_texts(found: Iterable[dict[str, Any]], shared: Path) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield labelled stories with their texts. Raises ValueError where one is absent or another one."""
    texts = read_texts(shared / STORIES)
    for story in found:
        text = texts.get(story["id"], "")
        if hashlib.sha256(text.encode()).hexdigest() != story["sha256"]:
            raise ValueError(f"{story['id']}: the text is not the one that was labelled")
        yield story, text


def labels(half: str, folder: Path = LABELS) -> list[dict[str, Any]]:
    """Return the labels of a half: offsets and names, no text."""
    lines = (folder / f"{half}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def read_texts(path: Path) -> dict[str, str]:
    """Return the texts of a file of stories by their ids."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return {story["id"]: story["text"] for story in map(json.loads, lines)}


def with_words(quote: dict[str, Any], text: str) -> dict[str, Any]:
    """Return a label with the words that its speakers are written with."""
    others = [other | {"text": words(text, other["span"])} for other in quote.get("more_speakers", [])]
    return quote | {"speaker_text": words(text, quote["speaker"]), "more_speakers": others}


def words(text: str, span: list[int] | None) -> str | None:
    """Return what stands in a span."""
    return text[slice(*span)] if span else None


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3] if len(sys.argv) > 3 else "../shared"))
