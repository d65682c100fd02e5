"""What stories are about and where their places are, against the labels of ``wikinews_salience``.

python -m tests.quality.wikinews_about seen|kept [--show] [../shared]
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from slugline import enrich, load
from slugline.folds.watchlists.facts import folded
from slugline.folds.watchlists.matching import kilometres
from slugline.kinds import EnrichedStory
from slugline.records.events import EntityEvent
from tests.quality import wikinews_gold

LABELS = Path(__file__).parent / "wikinews_salience"
FIRST = 3
NEAR_KM = {"city": 80.0, "region": 600.0, "other": 600.0}
"""Labels give coordinates to half a degree; a region's middle and that of its towns are not the same."""


@dataclass
class Score:
    """Counts: right and wrong of the first three; of places with and without an id, right and wrong."""

    first: Counter[bool] = field(default_factory=Counter)
    with_id: Counter[bool] = field(default_factory=Counter)
    right_id: Counter[bool] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def labels(half: str) -> list[dict[str, Any]]:
    """Return the labels of a half."""
    return wikinews_gold.labels(half, LABELS)


def stories(half: str, shared: Path) -> Iterator[tuple[dict[str, Any], EnrichedStory]]:
    """Yield each story's labels with what is found in it. Raises ValueError where a text is another one."""
    reader = load()
    for label, text in wikinews_gold.with_texts(labels(half), shared):
        found = enrich(json.dumps({"id": label["id"], "text": text}), reader)
        assert found.text == text
        yield label, found


def score(half: str, shared: Path) -> Score:
    """Return the counts of a half."""
    total = Score()
    for label, story in stories(half, shared):
        for entity in sorted(story.entities, key=lambda one: -one.salience)[:FIRST]:
            right = any(_is(entity, one) for one in (*label["about"], *label["also"]))
            total.first[right] += 1
            if not right:
                total.faults.append(f"first three: {entity.name} ({entity.type}) in {label['id']}")
        for place in label["places"]:
            if not place.get("optional"):
                _place(place, story, total)
    return total


def _is(entity: EntityEvent, label: dict[str, Any]) -> bool:
    named = folded(entity.name) == folded(label["name"])
    return named or any(
        one.start < end and start < one.end for one in entity.mentions for start, end in label["spans"]
    )


def _place(label: dict[str, Any], story: EnrichedStory, total: Score) -> None:
    start, end = label["span"]
    entity = next(
        (one for one in story.entities for at in one.mentions if at.start < end and start < at.end), None
    )
    links = entity.links if entity else None
    has = links is not None and any((links.iso3166, links.iso3166_2, links.geonames))
    total.with_id[has] += 1
    if has and entity is not None:
        right = _right(entity, label)
        total.right_id[right] += 1
        if not right:
            where = f"{label['kind']}, {label['country']}, {label['region']}, {label['lat']}, {label['lon']}"
            total.faults.append(f"id: {entity.name} is {entity.entity_id}, not {where}, in {story.uri}")
    else:
        got = "nothing" if entity is None else f"{entity.name} ({entity.type})"
        total.faults.append(f"no id: {label['name']} ({label['kind']}): {got}, in {story.uri}")


def _right(entity: EntityEvent, label: dict[str, Any]) -> bool:
    links = entity.links
    if label["kind"] == "country":
        return links.iso3166 == label["country"] or (
            label["region"] is not None and links.iso3166_2 == label["region"]
        )
    if label["kind"] == "region" and links.iso3166_2:
        return bool(links.iso3166_2 == label["region"])
    if links.lat is not None and links.lon is not None and label["lat"] is not None:
        return kilometres(links.lat, links.lon, label["lat"], label["lon"]) <= NEAR_KM[label["kind"]]
    return links.iso3166 in (None, label["country"])


def share(counts: Counter[bool]) -> str:
    """Return how many are right, as a person reads it."""
    return f"{counts[True]} of {counts.total()} ({100 * counts[True] / max(1, counts.total()):.1f} %)"


def main() -> None:
    """Print the figures of a half."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("half", choices=("seen", "kept"))
    parser.add_argument("shared", nargs="?", type=Path, default=Path("../shared"))
    parser.add_argument("--show", action="store_true", help="print each fault; for stories that may be seen")
    asked = parser.parse_args()
    found = score(asked.half, asked.shared)
    lines = [
        f"the first three right:  {share(found.first)}",
        f"places with an id:      {share(found.with_id)}",
        f"ids right:              {share(found.right_id)}",
        *(found.faults if asked.show and asked.half == "seen" else ()),
    ]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
