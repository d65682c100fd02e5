from dataclasses import replace

import pytest

from slugline.records.dead_letter_headers import from_record
from slugline.records.feeds import DEAD_LETTERS, STORIES
from slugline.runtime.dead_letters import Source, letter
from slugline.runtime.processed import Fault

TRACE = b"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
FAULT = Fault(step="intake", reason="not-json", detail="line 1 column 3: a comma is missing")


def source(
    value: bytes | None = b"{broken", key: bytes | None = b"k", *headers: tuple[str, bytes | None]
) -> Source:
    return Source(
        feed=STORIES.name, partition=2, offset=41, timestamp=1_700_000_000_123, key=key, value=value,
        headers=headers,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("key", "value"), [(b"k", b"{broken"), (None, b"\x00\xff\x00"), (b"\xff\xfe", b""), (b"", b"x" * 900_000)]
)
def test_key_and_value_stay_untouched_and_the_rest_is_in_the_headers(key: bytes | None, value: bytes) -> None:
    record = letter(source(value, key), FAULT, limit=1_048_576)
    assert (record.feed, record.key, record.value) == (DEAD_LETTERS.name, key, value)
    read = from_record(record.key, record.value, record.headers)
    assert (read.feed, read.partition, read.offset, read.timestamp) == (
        STORIES.name,
        2,
        41,
        1_700_000_000_123,
    )
    assert (read.step, read.reason, read.detail, read.attempts) == ("intake", "not-json", FAULT.detail, 1)


@pytest.mark.parametrize(
    ("uri", "told"), [("urn:x:1", "urn:x:1"), ("urn:x:é", "urn:x:é"), (None, None), ("u" * 2_049, None)]
)
@pytest.mark.parametrize("version", [4, None])
def test_it_names_the_story(uri: str | None, told: str | None, version: int | None) -> None:
    record = letter(source(), replace(FAULT, uri=uri, version=version), limit=10_000)
    read = from_record(record.key, record.value, record.headers)
    assert (read.uri, read.version) == (told, version)


def test_a_name_that_leaves_no_room_is_left_out() -> None:
    record = letter(source(b"x" * 3000, b"k"), replace(FAULT, uri="u" * 1_800), limit=2000)
    assert from_record(record.key, record.value, record.headers).uri is None


@pytest.mark.parametrize("key", [b"k", None])
def test_what_is_too_long_to_carry_goes_by_reference(key: bytes | None) -> None:
    record = letter(source(b"x" * 2000, key), FAULT, limit=2000)
    assert record.value is None
    assert record.key == key or record.key == f"{STORIES.name}/2/41".encode(), "Kafka wants one of the two"
    assert "2,000 bytes" in from_record(record.key, record.value, record.headers).detail


def test_an_item_without_its_bytes_of_a_record_without_a_key_has_the_address_for_a_key() -> None:
    fault = Fault(step="intake", reason="not-json", detail="story 2 of 3: cut off", item=2)
    record = letter(source(b"...", None), fault, limit=2000)
    assert (record.key, record.value) == (f"{STORIES.name}/2/41".encode(), None)
    assert letter(source(b"...", b"k"), fault, limit=2000).key == b"k"


@pytest.mark.parametrize("value", [b"short", b"x" * 3000])
def test_a_key_that_cannot_be_carried_is_left_where_it_was(value: bytes) -> None:
    record = letter(source(value, b"k" * 3000), FAULT, limit=2000)
    assert (record.key, record.value) == (f"{STORIES.name}/2/41".encode(), None)
    assert "bytes are too many" in from_record(record.key, record.value, record.headers).detail


@pytest.mark.parametrize("trace", [b"nonsense", TRACE + b"-more", b"0" * 50_000, TRACE.upper()])
def test_what_is_no_trace_context_is_copied_nowhere(trace: bytes) -> None:
    one = source(b"x", b"k", ("traceparent", trace), ("slugline_unpacked_from", b"a" * 50_000))
    assert (one.traceparent, one.trace_id, len(one.unpacked_from or "")) == (None, None, 512)
    headers = dict(letter(one, FAULT, limit=2000).headers)
    assert "traceparent" not in headers and len(headers["slugline_unpacked_from"]) == 512


@pytest.mark.parametrize(
    ("headers", "attempts"),
    [
        ([], 1),
        ([("dlq_attempts", b"1")], 2),
        ([("dlq_attempts", b"12")], 13),
        ([("dlq_attempts", b"-3")], 1),
        ([("dlq_attempts", b"9" * 30)], 1),
        ([("dlq_attempts", None)], 1),
        ([("dlq_attempts", "²".encode())], 1),
    ],
)
def test_attempts_go_on_from_what_a_replay_says(
    headers: list[tuple[str, bytes | None]], attempts: int
) -> None:
    assert source(b"x", b"k", *headers).attempts == attempts


@pytest.mark.parametrize(
    ("headers", "trace"),
    [
        ([("traceparent", TRACE)], "4bf92f3577b34da6a3ce929d0e0e4736"),
        ([("traceparent", b"nonsense")], None),
        ([("traceparent", None)], None),
        ([("other", TRACE)], None),
    ],
)
def test_the_trace_it_came_with_goes_on(headers: list[tuple[str, bytes | None]], trace: str | None) -> None:
    one = source(b"x", b"k", *headers)
    assert one.trace_id == trace
    if trace:
        assert ("traceparent", TRACE) in letter(one, FAULT, limit=10_000).headers
