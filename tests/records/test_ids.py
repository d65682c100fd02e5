"""Ids are those of RFC 9562: what the library makes of the same name."""

from uuid import uuid5

import pytest

from slugline.records.ids import NAMESPACE, event_id


@pytest.mark.parametrize(
    "parts", [(), ("urn:x", "a"), ("urn:x", 7), ("Hafen Øst", "“港”", ""), ("x" * 5_000,)]
)
def test_an_id_is_the_uuid5_of_its_parts_with_their_lengths(parts: tuple[str | int, ...]) -> None:
    name = "".join(f"{len(str(part))}:{part}" for part in ("entity", *parts))
    assert event_id("entity", *parts) == str(uuid5(NAMESPACE, name))
