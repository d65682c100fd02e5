from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from slugline.records.dead_letter import DeadLetter
from slugline.records.dead_letter_headers import from_record, to_headers
from slugline.records.schema_error import SchemaError
from tests.records.records import LETTER


@pytest.mark.parametrize(("key", "value"), [(b"k", b"v"), (None, b"\x00\xff"), (b"", None), (None, None)])
def test_a_letter_comes_back_as_it_was(key: bytes | None, value: bytes | None) -> None:
    letter = DeadLetter(
        key=key, value=value, feed="wire.stories.raw.v1", partition=0, offset=0, timestamp=0,
        step="quotes", reason="extractor-failed", detail="", attempts=2,
    )  # fmt: skip
    assert from_record(key, value, to_headers(letter)) == letter


@pytest.mark.parametrize(
    ("uri", "version", "item"),
    [("urn:a", 3, None), (None, None, 2), ("urn:örnek", None, 0), (None, 7, None)],
)
def test_what_could_be_told_of_the_story_comes_back(
    uri: str | None, version: int | None, item: int | None
) -> None:
    letter = replace(LETTER, uri=uri, version=version, item=item)
    sent = to_headers(letter)
    told = {name for name, _ in sent} & {"dlq_uri", "dlq_version", "dlq_item"}
    given = {"dlq_uri": uri, "dlq_version": version, "dlq_item": item}
    assert told == {name for name, value in given.items() if value is not None}
    assert from_record(letter.key, letter.value, sent) == letter


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(), st.text(), st.integers(0, 2**63 - 1))
def test_any_bytes_and_words_come_back(value: bytes, detail: str, offset: int) -> None:
    sent = to_headers(LETTER)
    sent += [("dlq_detail", detail.encode(errors="replace")), ("dlq_offset", str(offset).encode())]
    letter = from_record(b"k", value, sent)
    assert (letter.value, letter.offset) == (value, offset)
    assert letter.detail == detail.encode(errors="replace").decode()


def test_headers_of_others_and_of_a_later_release_are_passed_over() -> None:
    sent = [
        ("dlq_mood", b"\xff"),
        ("dlq_size", None),
        ("reason", b"mine"),
        ("traceparent", b"\xff"),
        ("source", None),
        *to_headers(LETTER),
    ]
    assert from_record(LETTER.key, LETTER.value, sent) == LETTER


def test_a_step_and_a_reason_of_a_later_release_stay_text() -> None:
    later = [*to_headers(LETTER), ("dlq_step", b"chains"), ("dlq_reason", b"bored")]
    letter = from_record(LETTER.key, LETTER.value, later)
    assert (letter.step, letter.reason) == ("chains", "bored")


@pytest.mark.parametrize(
    ("name", "data", "where", "problem"),
    [
        ("dlq_partition", b"-1", "dlq_partition", "expected a number, found '-1'"),
        ("dlq_offset", b"12a", "dlq_offset", "expected a number"),
        ("dlq_offset", "١٢".encode(), "dlq_offset", "expected a number"),
        ("dlq_offset", b"9" * 5000, "dlq_offset", "expected a number"),
        ("dlq_attempts", b"0", "dlq_attempts", "expected integer >= 1, found 0"),
        ("dlq_step", b"", "dlq_step", "match"),
        ("dlq_detail", b"\xff", "dlq_detail", "not UTF-8"),
        ("dlq_feed", None, "dlq_feed", "has no value"),
    ],
)
def test_a_header_that_is_wrong_is_named(name: str, data: bytes | None, where: str, problem: str) -> None:
    with pytest.raises(SchemaError) as caught:
        from_record(LETTER.key, LETTER.value, [*to_headers(LETTER), (name, data)])
    assert caught.value.where == where
    assert problem in caught.value.problem


@pytest.mark.parametrize(
    "name", ["feed", "partition", "offset", "timestamp", "step", "reason", "detail", "attempts"]
)
def test_a_header_that_is_missing_is_named(name: str) -> None:
    sent = [header for header in to_headers(LETTER) if header[0] != f"dlq_{name}"]
    with pytest.raises(SchemaError, match=f"dlq_{name}: missing"):
        from_record(None, None, sent)
