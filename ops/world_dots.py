"""``python -m ops.world_dots``: draws the world of the live page, a dot where there is a town.

It is made of the table of towns that ships with the package (GeoNames, CC BY 4.0), so that a map needs
neither tiles from elsewhere nor an outline with terms of its own.
"""

import json
from collections import defaultdict
from pathlib import Path

from slugline.entities.geonames import TOWNS

OUT = Path(__file__).parents[1] / "streams" / "slugline" / "live" / "static" / "world.json"
STEP = 1.5
"""Degrees between two dots."""
SOUTH, NORTH = -56, 74


def dots(table: str) -> dict[int, list[int]]:
    """Return the columns with a dot by row, counted from the north-west corner, of a table of towns."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    for line in table.splitlines():
        if line.startswith("#"):
            continue
        for town in line.split("\t")[1].split(";"):
            lat, lon = map(float, town.split(",")[3:])
            if SOUTH < lat < NORTH:
                found[int((NORTH - lat) / STEP)].add(int((lon + 180) / STEP) % round(360 / STEP))
    return {row: sorted(columns) for row, columns in sorted(found.items())}


def written(table: str) -> str:
    """Return the file."""
    rows = [[row, *columns] for row, columns in dots(table).items()]
    head = {"data": "GeoNames, CC BY 4.0", "step": STEP, "north": NORTH, "south": SOUTH, "rows": rows}
    return json.dumps(head, separators=(",", ":")) + "\n"


if __name__ == "__main__":
    OUT.write_text(written(TOWNS.read_text("utf-8")))
    print(f"{OUT}: {OUT.stat().st_size:,} bytes")
