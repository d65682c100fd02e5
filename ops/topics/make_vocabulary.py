"""Makes vocabulary.json from a copy of the IPTC Media Topics: active concepts, without their definitions.

python -m ops.topics.make_vocabulary ../shared/eval/topics/mediatopics.json
"""

import json
import sys
from pathlib import Path
from typing import Any

from slugline.topics import vocabulary

TARGET = vocabulary.SOURCE


def reduce(source: dict[str, Any]) -> dict[str, Any]:
    """Return what is shipped of the ``source``: release, credit, and a row per active concept.

    A row is code, name, broader code (or null), Wikidata item (or null), in order of code.
    """
    rows = [
        [concept["qcode"], concept["name"], concept["broader"], concept["wikidata"]]
        for concept in sorted(source["concepts"], key=lambda concept: str(concept["qcode"]))
        if not concept["retired"]
    ]
    return {
        "release": source["released"],
        "credit": source["credit"],
        "licence": source["licence"],
        "source": source["source"],
        "changes": "active concepts only; code, English name, broader concept and first Wikidata link only",
        "concepts": rows,
    }


def render(vocabulary: dict[str, Any]) -> str:
    """Return the file's text: one row a line, so that two releases can be compared."""
    rows = ",\n".join(json.dumps(row, ensure_ascii=False) for row in vocabulary["concepts"])
    head = json.dumps({k: v for k, v in vocabulary.items() if k != "concepts"}, ensure_ascii=False, indent=1)
    return f'{head[:-2]},\n "concepts": [\n{rows}\n]}}\n'


if __name__ == "__main__":
    TARGET.write_text(render(reduce(json.loads(Path(sys.argv[1]).read_text("utf-8")))), "utf-8")
