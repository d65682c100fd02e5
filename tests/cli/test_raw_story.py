"""What is published for a raw input: what a worker, which is not told the format, reads as its stories."""

import pytest

from slugline.cli.input_files import Raw
from slugline.cli.raw_story import Parcel, items, parcels
from slugline.intake import read
from slugline.intake.refused import Refused

LIMIT = 1_000
ITEM = b'{"uri":"urn:x:1","headline":"Port reopens","body_text":"The port reopened on Monday."}'
OTHER = ITEM.replace(b":1", b":2")
BAD = b'{"uri":[],"headline":"Port reopens"}'


def one(raw: Raw) -> Parcel:
    ((where, ready),) = parcels(raw, LIMIT)
    assert where == raw.where
    assert isinstance(ready, Parcel), ready
    return ready


@pytest.mark.parametrize(
    ("data", "form", "value"),
    [
        (b"It rained.\n", "auto", b"It rained.\n"),
        (b"It rained.\n", "text", b"It rained.\n"),
        (ITEM + b"\n", "ninjs", ITEM + b"\n"),
        (ITEM + b"\n", "jsonl", ITEM),
        (b'{"id":"a","text":"It rained."}\n', "jsonl", b'{"id":"a","text":"It rained."}'),
    ],
)
def test_as_it_stands_unless_no_worker_would_read_it(data: bytes, form: str, value: bytes) -> None:
    ready = one(Raw("x", data, form, 0))
    assert ready.value == value
    assert ready.key == read(value).uri.encode()


def test_text_that_looks_like_json_is_published_as_text() -> None:
    ready = one(Raw("x", ITEM, "text", 0))
    assert read(ready.value) == read(ITEM, form="text")
    assert ready.key == read(ready.value).uri.encode() != b"urn:x:1"


@pytest.mark.parametrize("form", ["auto", "ninjs", "jsonl"])
def test_several_stories_are_as_many_records(form: str) -> None:
    found = list(parcels(Raw("x", b"[" + b",".join((ITEM, BAD, OTHER)) + b"]", form, 0), LIMIT))
    assert [where for where, _ in found] == ["x#0", "x#1", "x#2"]
    first, bad, last = (ready for _, ready in found)
    assert isinstance(first, Parcel)
    assert isinstance(last, Parcel)
    assert (first.key, read(first.value)) == (b"urn:x:1", read(ITEM))
    assert (last.key, read(last.value)) == (b"urn:x:2", read(OTHER))
    assert isinstance(bad, Refused)
    assert (bad.reason, bad.data) == ("wrong-type", BAD)


def test_an_input_that_ends_in_garbage_gives_what_stands_before() -> None:
    found = list(items(Raw("x", ITEM + b"\n" + OTHER + b"\n{", "ninjs", 0), LIMIT))
    assert [(one.where, getattr(one.story, "reason", "read")) for one in found] == [
        ("x#0", "read"), ("x#1", "read"), ("x#2", "not-json"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (Raw("x", b"", "auto", 0, ("too-large", "more than 9 bytes")), "too-large"),
        (Raw("x", b"...", "auto", 0), "missing-text"),
        (Raw("x", b'{"id":"a","text":"' + b"a" * (LIMIT + 1) + b'"}', "jsonl", 0), "too-large"),
        (Raw("x", b"[]", "ninjs", 0), "unknown-format"),
    ],
)
def test_what_a_worker_would_refuse_is_refused(raw: Raw, reason: str) -> None:
    ((where, refused),) = parcels(raw, LIMIT)
    assert isinstance(refused, Refused)
    assert (where, refused.reason) == ("x", reason)
