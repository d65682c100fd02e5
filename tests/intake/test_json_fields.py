"""Fields of a JSON item: taken by name, refused with their path."""

import tracemalloc

import pytest

from slugline.intake.control_characters import check
from slugline.intake.formats.composed import composed
from slugline.intake.formats.json_fields import moment, objects, text, version
from slugline.intake.formats.json_parsing import depth
from slugline.intake.formats.moments import as_moment
from slugline.intake.refused import Refused


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ({}, None), ({"a": None}, None), ({"a": " "}, None), ({"a": " x "}, " x "),
        ({"a": " ", "b": "x"}, "x"),
        ({"a": None, "b": "x"}, "x"), ({"a": "x", "b": 3}, "x"),
    ],
)  # fmt: skip
def test_text(item: dict[str, str | int | None], expected: str | None) -> None:
    assert text(item, "a", "b") == expected


def test_objects() -> None:
    assert objects({}, "a") == objects({"a": None}, "a") == objects({"a": []}, "a") == []
    assert objects({"a": [{"b": 1}, {}]}, "a") == [("a[0].", {"b": 1}), ("a[1].", {})]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (None, None), ("", None), (1, 1), ("1", 1), (" 12 ", 12), (3.0, 3), (2**53 - 1, 2**53 - 1),
        ("9" * 15, 10**15 - 1), (0, None), ("0", None), (" ", None), ("1.0", 1),
    ],
)  # fmt: skip
def test_version(given: str | float | None, expected: int | None) -> None:
    assert version({"version": given}) == expected


@pytest.mark.parametrize("given", [-1, 2**53, True, False, 1.5, "1.5", "x", "-1", "9" * 17, [], {}])
def test_no_version(given: object) -> None:
    with pytest.raises(Refused, match="version: expected a whole number from 1"):
        version({"version": given})  # type: ignore[dict-item]  # whatever JSON may hold


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2025-02-13", "2025-02-13"),
        (" 2025-02-13T10:00Z ", "2025-02-13T10:00:00Z"),
        ("2025-02-13T10:00:05", "2025-02-13T10:00:05Z"),
        ("2025-02-13t10:00:05z", "2025-02-13T10:00:05Z"),
        ("2025-02-13 10:00 +01", "2025-02-13T10:00:00+01:00"),
        ("2025-02-13T10:00-0530", "2025-02-13T10:00:00-05:30"),
        ("2025-02-13T10:00-05:30", "2025-02-13T10:00:00-05:30"),
        ("2025-02-13T10:00:00.25Z", "2025-02-13T10:00:00.25Z"),
        ("2025-02-13T10", None),
        ("2025-02-30", None),
        ("2025-02-13T24:01:00Z", None),
        ("13.02.2025", None),
        ("", None),
    ],
)
def test_moments(given: str, expected: str | None) -> None:
    assert as_moment(given) == expected
    assert moment({"a": "soon", "b": given}, "a", "b") == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", 0), (b"1", 0), (b"[]", 1), (b'{"a":[1,[2]],"b":[]}', 3), (b'["[[["]', 1),
        (b'["\\"[["]', 1), (b'["[[', 1),
    ],
)  # fmt: skip
def test_depth(data: bytes, expected: int) -> None:
    assert depth(data) == expected


def test_the_depth_of_a_string_of_escapes_is_found_in_little_memory() -> None:
    data = b'{"text": "' + b"\\ud800" * 50_000 + b'"}'
    tracemalloc.start()
    try:
        assert depth(data) == 1
        assert tracemalloc.get_traced_memory()[1] < 4 * len(data)
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("text", ["", "a", "\x02", "a\tb\nc\x0b\x0c\r\x85", "\x02\x03" + "a" * 198])
def test_a_few_control_characters_are_let_be(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a\0", "NUL at code point 1"), ("\0", "NUL at code point 0"),
        ("\x02\x03" + "a" * 197, "2 control characters in 199 code points"), ("\x7f\x9f", "2 control"),
    ],
)  # fmt: skip
def test_control_characters(text: str, told: str) -> None:
    with pytest.raises(Refused, match=f"control-characters: {told}"):
        check(text)
    with pytest.raises(Refused, match=f"control-characters: body: {told}"):
        check(text, "body")


def test_a_control_character_is_told_with_its_part_where_there_are_several() -> None:
    with pytest.raises(Refused, match="control-characters: NUL"):
        composed(None, None, "a\0")
    with pytest.raises(Refused, match="control-characters: body: NUL"):
        composed("Harbour sold", None, "a\0")
    with pytest.raises(Refused, match="control-characters: standfirst: NUL"):
        composed("Harbour sold", "a\0", "b")
