"""``python -m tests.quotes.renew``: write what is told now into the tables beside ``rules``.

After a change that is meant to change them; ``git diff`` then shows what else it changed.
"""

from collections.abc import Callable
from pathlib import Path

from slugline.quotes.quote_marks import pair
from slugline.reading.reader import load
from tests.quotes import (
    test_beside_names,
    test_casts,
    test_cues,
    test_labels,
    test_marks_paired,
    test_noun_phrases,
    test_unread_names,
)

HERE = Path(__file__).parent


def main() -> None:
    """Renew every table."""
    reader = load()
    told: dict[str, Callable[[str], list[str]]] = {
        "casts": lambda text: test_casts.told(text, reader, {}),
        "cues": test_cues.told,
        "nouns": lambda text: [test_noun_phrases.told(text)],
        "signs/beside_names": lambda text: [test_beside_names.told(text)],
        "signs/labels": test_labels.label_of,
        "signs/marks": lambda text: [
            test_marks_paired.told(text, quoted) for quoted in pair(text, 0, len(text))
        ],
        "signs/signatures": test_labels.signature_of,
        "signs/unread_names": test_unread_names.told,
    }
    for table, tell in told.items():
        for file in sorted(HERE.glob(f"{table}/*.txt")) or [HERE / f"{table}.txt"]:
            _renew(file, tell, named=table == "casts")


def _renew(file: Path, tell: Callable[[str], list[str]], *, named: bool) -> None:
    head, *blocks = file.read_text("utf-8").strip().split("\n\n")
    found = [head]
    for block in blocks:
        lines = [line for line in block.split("\n") if not line.startswith("= ")]
        found.append("\n".join([*lines, *(f"= {one}" for one in tell("\n\n".join(lines[named:])))]))
    file.write_text("\n\n".join(found) + "\n", "utf-8")


if __name__ == "__main__":
    main()
