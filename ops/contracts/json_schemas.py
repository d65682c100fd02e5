"""Record types into JSON Schema (draft 2020-12, within what draft 7 also understands).

A schema is what a reader checks by: it lets fields pass that it does not know, and of an open list it gives
the known values as examples. What Slugline writes is held to more by the tests: exactly these fields.
"""

from collections.abc import Iterable
from inspect import cleandoc
from typing import Any

import msgspec

from slugline.records.feeds import STORIES, Feed

Schema = dict[str, Any]
"""A JSON Schema as plain JSON."""

BASE64 = "^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$"
"""RFC 4648, section 4; contentEncoding alone is only a remark to validators."""
OPEN = "one of the examples, or what a later release adds to them"


def records(kinds: Iterable[type], refs: str) -> dict[str, Schema]:
    """Return the schemas of the records ``kinds`` and of all records in them, by name in alphabetical order.

    They refer to each other by ``refs`` and the name.
    """
    _, found = msgspec.json.schema_components(kinds, ref_template=refs + "{name}")
    return {name: _ours(found[name]) for name in sorted(found)}


def compatibility(feed: Feed) -> str:
    """Return what later releases keep to on ``feed``, in the words of schema registries.

    FULL: readers of this release read the records of the next, and the other way round, so that workers can
    be replaced one by one. TRANSITIVE: of every release of the same version of the feed. BACKWARD is said of
    publishers' own records: what one release reads every later one does.
    """
    if feed is STORIES:
        return "BACKWARD_TRANSITIVE"
    return "FULL" if feed.internal else "FULL_TRANSITIVE"


def _ours(part: Any) -> Any:
    """Return a part of msgspec's schema as we write it."""
    if isinstance(part, list):
        return [_ours(one) for one in part]
    if not isinstance(part, dict):
        return part
    result: Schema = {
        word: {name: _ours(one) for name, one in inner.items()} if word == "properties" else _ours(inner)
        for word, inner in part.items()
    }
    if result.get("type") == "object":
        result["additionalProperties"] = True
    if "pattern" in result:
        result["pattern"] = result["pattern"].replace(r"\Z", "$")
    if "contentEncoding" in result:
        result["pattern"] = BASE64
    if "description" in result:
        first = cleandoc(result["description"]).split("\n\n", 1)[0]
        result["description"] = first.replace("``", "").replace("\n", " ")
    if "examples" in result:
        result["description"] = OPEN
    return result
