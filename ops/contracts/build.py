"""The contracts as files: schemas/v1/*.schema.json and schemas/asyncapi.json, made from records and feeds.

``python -m ops.contracts.build`` writes them anew; a test fails while they are not in step.
"""

import json
from pathlib import Path
from typing import Any

from ops.contracts import asyncapi, json_schemas
from slugline.folds.watchlists import rules
from slugline.kinds import ALL_FEEDS
from slugline.records.cloudevents import schema_id
from slugline.records.feeds import Feed
from slugline.records.retraction import Retraction

HERE = Path(__file__).parents[2] / "schemas"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
REFS = "#/$defs/"
RETRACTIONS = Feed(
    name="(every feed of events)", event="retraction", record=Retraction, key="story uri",
    cleanup="delete", retention_ms=None, purpose="an event taken back",
)  # fmt: skip
"""What stands on every feed of events beside the events, as a feed of its own would be described."""
DESCRIBED = (*(feed for feed in ALL_FEEDS if feed.record), RETRACTIONS)
"""All that there is a JSON Schema of."""


def json_schema(feed: Feed) -> json_schemas.Schema:
    """Return the JSON Schema of the feed's records. Raises ValueError for the input feed, which has none.

    Of a dead letter it describes the JSON form that tools print; on Kafka it is headers (see the AsyncAPI
    document).
    """
    if feed.record is None:
        raise ValueError(f"{feed.name} carries the publisher's own bytes")
    parts = json_schemas.records([feed.record], REFS)
    return {
        "$schema": DIALECT,
        "$id": schema_id(feed),
        "$comment": f"compatibility: {json_schemas.compatibility(feed)}",
        **parts.pop(feed.record.__name__),
        **({"$defs": parts} if parts else {}),
    }


def watchlist() -> dict[str, Any]:
    """Return the JSON Schema of a watchlist, which a person writes."""
    found = rules.schema()
    parts = {name: _tidy(part) for name, part in found.pop("$defs").items()}
    return {"$schema": DIALECT, "title": "Slugline watchlist", **found, "$defs": parts}


def _tidy(part: dict[str, Any]) -> dict[str, Any]:
    """Return a part of the schema, its description on one line."""
    if "description" in part:
        part["description"] = " ".join(part["description"].split())
    return part


def files() -> dict[Path, str]:
    """Return the content of every generated file by its path below this package."""
    schemas = {Path("v1") / f"{feed.event}.schema.json": json_schema(feed) for feed in DESCRIBED}
    documents = {
        **schemas,
        Path("asyncapi.json"): asyncapi.document(),
        Path("watchlist.schema.json"): watchlist(),
    }
    return {path: json.dumps(one, indent=2, ensure_ascii=False) + "\n" for path, one in documents.items()}


def main() -> None:
    """Write every generated file."""
    for path, content in files().items():
        target = HERE / path
        target.parent.mkdir(exist_ok=True)
        target.write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
