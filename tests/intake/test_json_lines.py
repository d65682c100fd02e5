"""Lines of a JSON lines file."""

import pickle

import pytest

from slugline.intake import LIMIT, read
from slugline.intake.formats import json_lines
from slugline.intake.formats.start import start_of
from slugline.intake.refused import Refused
from slugline.records.story import Story

ITEM = b'{"uri":"urn:x:1","headline":"Port reopens","body_text":"The port reopened on Monday."}'


def read_line(line: bytes, limit: int = LIMIT) -> Story:
    return read(line, form="jsonl", limit=limit)


def test_id_and_text_as_they_stand() -> None:
    story = read_line(b'{"id": "a/1", "text": " The port\\r\\nreopened. ", "quotes": []}\n')
    assert (story.uri, story.text, story.version) == ("a/1", " The port\r\nreopened. ", 1)


@pytest.mark.parametrize(
    ("line", "uri"), [(b'{"id": 7, "text": "It rained."}', "7"), (b'{"text": "It rained."}', "urn:uuid:")]
)
def test_ids(line: bytes, uri: str) -> None:
    assert read_line(line).uri.startswith(uri)


def test_a_ninjs_item() -> None:
    assert read_line(ITEM + b"\n") == read(ITEM)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"", "empty"), (b"\n", "empty"), (b"not json", "not-json"), (b"[1]", "wrong-type"),
        (b"\xff", "not-utf8"),
        (b'{"id": 1, "text": 2}', "wrong-type"), (b'{"id": [], "text": "a"}', "wrong-type"),
        (b'{"id": "a", "text": "..."}', "missing-text"),
        (b'{"id": "a", "text": "a\\u0000"}', "control-characters"),
        (b'{"id": "a\\nb", "text": "a"}', "control-characters"), (b'{"id": "a"}', "unknown-format"),
        (b"[" * 3_000, "too-deep"), (b'{"text": "' + b"a" * 99 + b'"}', "too-large"),
    ],
)  # fmt: skip
def test_refused(line: bytes, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        read_line(line, limit=100 if reason == "too-large" else 10_000)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("line", "version"),
    [
        (b'{"id": "a", "text": "..."}', None), (b'{"id": "a", "text": "", "version": 3}', 3),
        (b'{"uri": "a", "version": "4", "headline": null, "body_html": "<p> </p>"}', 4),
        (b'{"text": ""}', 0), (b'{"id": "a\\nb", "text": ""}', 0), (b'{"uri": "a", "headline": 3}', 0),
    ],
)  # fmt: skip
def test_an_item_that_lacks_a_text_alone_is_told_with_its_refusal(line: bytes, version: int | None) -> None:
    with pytest.raises(Refused) as refused:
        read_line(line)
    emptied = pickle.loads(pickle.dumps(refused.value)).emptied
    if version == 0:
        assert emptied is None
    else:
        told = (emptied.uri, emptied.status, emptied.text, emptied.zones, emptied.headline)
        assert told == ("a", "usable", "", (), None)
        assert (emptied.versioned, emptied.version) == (version is not None, version or 1)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (b'{"id": 1, "text": "a"}\n', True), (b'{"a": 1}', True), (b'{"a": 1} \n', True), (b"{}", False),
        (b"{ }", True), (b'{"a": 1', False), (b'["a"]', False), (b"{\\rtf1 a}", False), (b'"a": {}', False),
        (b'{"text": "' + b"a" * 40_000 + b'"}\n', True), (b'{"text": "' + b"a" * 40_000 + b'"\n', False),
    ],
)  # fmt: skip
def test_a_line_that_is_an_object(line: bytes, expected: bool) -> None:
    assert json_lines.sniff(start_of(line)) is expected
