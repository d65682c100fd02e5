"""Writes the schema of the chart's values: ``python -m ops.helm.build``.

``--check`` compares; the exit code is 1 if it is stale. Which settings there are, and their choices, comes
from `slugline.settings`: `helm lint` and `helm install` refuse a setting that the worker would not know.
"""

import json
import sys
from pathlib import Path
from typing import Any

from slugline.settings import table

FILE = Path(__file__).resolve().parent / "slugline" / "values.schema.json"
ANY = {"type": ["string", "number", "boolean", "array", "null"]}
TEXT = {"type": "string"}
WORD = {"type": "string", "minLength": 1}
YES_NO = {"type": "boolean"}
COUNT = {"type": "integer", "minimum": 0}
LISTING = {"type": "array"}
MAPPING = {"type": "object"}
RESOURCES = {"type": "object", "required": ["requests", "limits"]}
PORT = {"type": "integer", "minimum": 1, "maximum": 65_535}
CHOSEN = ("roles", "http_host", "http_port", "group_instance")
"""Settings that the chart itself says to each worker."""
PARTITIONS = {"type": "integer", "minimum": 1}
DRAIN = {
    "type": "integer",
    "minimum": 1,
    "maximum": 600,
    "description": "whole seconds: the grace period hangs on it",
}


def build() -> str:
    """The schema's JSON text."""
    settings = _settings()
    worker = _closed(
        {
            "enabled": YES_NO,
            "roles": {"type": "array", "minItems": 1, "items": {"enum": _choices("list of ", "roles")}},
            "replicas": COUNT,
            "settings": settings,
            "staticMembership": YES_NO,
            "resources": RESOURCES,
        },
        required=("enabled", "roles", "replicas", "staticMembership", "resources"),
    )
    secrets = {row.name: _closed({"name": WORD, "key": WORD}, required=("name", "key")) for row in _free()}
    mount = _closed(
        {"name": WORD, "path": WORD, "secret": WORD, "configMap": WORD}, required=("name", "path")
    )
    values = {
        "image": _closed(
            {"repository": WORD, "tag": WORD, "pullPolicy": {"enum": ["Always", "IfNotPresent", "Never"]}}
        ),
        "imagePullSecrets": LISTING,
        "settings": settings | {"required": ["brokers", "partitions"]},
        "secrets": _closed(secrets),
        "files": {
            "type": "array",
            "items": mount | {"oneOf": [{"required": ["secret"]}, {"required": ["configMap"]}]},
        },
        "workers": {
            "type": "object",
            "propertyNames": {"pattern": "^[a-z]([a-z0-9-]{0,18}[a-z0-9])?$"},
            "additionalProperties": worker,
        },
        "live": _closed(
            {
                "enabled": YES_NO,
                "hours": {"type": "number", "minimum": 0.1},
                "memory": COUNT,
                "hosts": {"type": "array", "items": WORD},
                "port": PORT,
                "resources": RESOURCES,
            }
        ),
        "feeds": _closed({"create": YES_NO, "resources": RESOURCES}),
        "keda": _closed(
            {
                "enabled": YES_NO,
                "worker": WORD,
                "minReplicas": COUNT,
                "lagThreshold": {"type": "integer", "minimum": 1},
                "pollingInterval": {"type": "integer", "minimum": 1},
                "scaleDownSeconds": COUNT,
                "authentication": TEXT,
            }
        ),
        "podDisruptionBudget": _closed(
            {"enabled": YES_NO, "maxUnavailable": {"type": ["integer", "string"]}}
        ),
        "monitoring": _closed(
            {"serviceMonitor": YES_NO, "prometheusRule": YES_NO, "interval": WORD, "labels": MAPPING}
        ),
        "networkPolicy": _closed(
            {
                "enabled": YES_NO,
                "kafkaPorts": {"type": "array", "minItems": 1, "items": PORT},
                "kafka": LISTING,
                "metricsFrom": LISTING,
                "liveFrom": LISTING,
                "extraEgress": LISTING,
            }
        ),
        "terminationGracePeriodSeconds": {"type": ["integer", "null"], "minimum": 1},
        "serviceAccountName": TEXT,
        "podAnnotations": MAPPING,
        "podLabels": MAPPING,
        "priorityClassName": TEXT,
        "nodeSelector": MAPPING,
        "tolerations": LISTING,
        "affinity": MAPPING,
        "spread": YES_NO,
        "global": MAPPING,  # where the chart is a part of another one
    }
    schema = {"$schema": "http://json-schema.org/draft-07/schema#", "title": "Values of the chart slugline"}
    return json.dumps(schema | _closed(values), indent=2) + "\n"


def _free() -> list[Any]:
    return [row for row in table() if row.name not in CHOSEN]


def _settings() -> dict[str, Any]:
    """Every setting but those the chart says, and but secrets, which stand in Secrets."""
    kinds: dict[str, dict[str, Any]] = {"drain": DRAIN, "partitions": PARTITIONS}
    rows = [row for row in _free() if not row.secret]
    return _closed(
        {row.name: kinds.get(row.name, _kind(row.type)) | {"description": row.help} for row in rows}
    )


def _kind(words: str) -> dict[str, Any]:
    """What a value may be, from the words of its type in `slugline config`."""
    if words == "true or false":
        return YES_NO
    if words == "whole number":
        return {"type": "integer"}
    return {"enum": words.split("|")} if "|" in words and not words.startswith("list") else ANY


def _choices(before: str, name: str) -> list[str]:
    [row] = [row for row in table() if row.name == name]
    return row.type.removeprefix(before).split("|")


def _closed(properties: dict[str, Any], required: tuple[str, ...] = ()) -> dict[str, Any]:
    """An object of these properties and no others: a misspelt one is refused."""
    found: dict[str, Any] = {"type": "object", "additionalProperties": False, "properties": properties}
    return found | ({"required": list(required)} if required else {})


def main(arguments: list[str]) -> int:
    """Write the file, or with --check say whether it is the one that would be written."""
    text = build()
    if "--check" in arguments:
        stale = not FILE.is_file() or FILE.read_text("utf-8") != text
        print(f"{FILE.name} is {'stale: run python -m ops.helm.build' if stale else 'fresh'}")
        return int(stale)
    FILE.write_text(text, "utf-8")
    print(f"wrote {FILE}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
