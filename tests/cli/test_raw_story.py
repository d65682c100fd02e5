"""What is published for a raw story: what a worker, which is not told the format, reads as that story."""

import pytest

from slugline.cli.input_files import Raw
from slugline.cli.raw_story import parcel
from slugline.intake import read
from slugline.intake.refused import Refused

LIMIT = 1_000
ITEM = b'{"uri":"urn:x:1","headline":"Port reopens","body_text":"The port reopened on Monday."}'


@pytest.mark.parametrize(
    ("data", "form", "value"),
    [
        (b"It rained.\n", "auto", b"It rained.\n"),
        (b"It rained.\n", "text", b"It rained.\n"),
        (ITEM + b"\n", "ninjs", ITEM + b"\n"),
        (ITEM + b"\n", "jsonl", ITEM),
        (b'{"id":"a","text":"It rained."}\n', "jsonl", b'{"id":"a","text":"It rained."}'),
    ],
)  # fmt: skip
def test_as_it_stands_unless_no_worker_would_read_it(data: bytes, form: str, value: bytes) -> None:
    ready = parcel(Raw("x", data, form, 0), LIMIT)
    assert ready.value == value
    assert ready.key == read(value).uri.encode()


def test_text_that_looks_like_json_is_published_as_text() -> None:
    ready = parcel(Raw("x", ITEM, "text", 0), LIMIT)
    assert read(ready.value).text == ITEM.decode()
    assert ready.key == read(ready.value).uri.encode() != b"urn:x:1"


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (Raw("x", b"", "auto", 0, ("too-large", "more than 9 bytes")), "too-large"),
        (Raw("x", b"...", "auto", 0), "missing-text"),
        (Raw("x", b'{"id":"a","text":"' + b"a" * (LIMIT + 1) + b'"}', "jsonl", 0), "too-large"),
    ],
)
def test_what_a_worker_would_refuse_is_refused(raw: Raw, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        parcel(raw, LIMIT)
    assert refused.value.reason == reason
