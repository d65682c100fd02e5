"""Bytes in, a story or a reason out."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import repeat
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slugline.intake import LIMIT, items, read, record
from slugline.intake.formats.table import BY_NAME
from slugline.intake.refused import Refused
from slugline.records.dead_letter import Reason
from slugline.records.story import Story
from tests.patience import ends
from tests.work import calls

ITEM = b'{"uri":"urn:x:1","headline":"Port reopens","body_text":"The port reopened on Monday."}'
REFUSED: dict[str, tuple[bytes, Reason]] = {
    "nothing": (b"", "empty"),
    "blanks": (b" \n\t\xc2\xa0 ", "empty"),
    "only a byte order mark": (b"\xef\xbb\xbf", "empty"),
    "too large": (b"a" * (LIMIT + 1), "too-large"),
    "DOS": ("Dönmez said.".encode("cp437"), "not-utf8"),
    "half of a UTF-16 character": ("Dönmez said.".encode("utf-16")[:-1], "not-utf8"),
    "cut in the middle of a character": ("Dönmez".encode()[:2], "not-utf8"),
    "broken object": (b'{"headline": "x", "body_text": ', "not-json"),
    "object without quotes": (b"{headline: x}", "not-json"),
    "broken array": (b'[{"headline": 1}', "not-json"),
    "lone surrogate": (b'{"headline": "\\ud800", "body_text": "x"}', "not-json"),
    "array of no items": (b'["x"]', "wrong-type"),
    "empty array": (b"[]", "unknown-format"),
    "several items": (b"[" + ITEM + b"," + ITEM + b"]", "unknown-format"),
    "deep arrays": (b"[" * 5_000, "too-deep"),
    "deep objects": (b'{"a":' * 5_000, "too-deep"),
    "deep and closed": (b'{"headline":"x","a":' + b"[" * 2_000 + b"]" * 2_000 + b"}", "too-deep"),
    "deep only inside a text": (b'{"a":"' + b"[" * 5_000, "not-json"),
    "strange object": (b'{"foo": 1, "bar": 2}', "unknown-format"),
    "empty object": (b"{}", "unknown-format"),
    "XML": (b'<?xml version="1.0"?><stock/>', "unknown-format"),
    "HTML page without an article": (
        b"<!DOCTYPE html><html><body><nav>Home</nav></body></html>",
        "missing-text",
    ),
    "PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "unknown-format"),
    "PNG": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "unknown-format"),
    "NUL": (b"The port\0 reopened.", "control-characters"),
    "binary": (bytes(range(1, 32)) * 20, "control-characters"),
    "NUL in JSON": (b'{"headline":"x","body_text":"a\\u0000b"}', "control-characters"),
    "garbage in JSON": (
        b'{"headline":"x","body_text":"a' + b"\\u0003\\u0001" * 9 + b'"}',
        "control-characters",
    ),
    "line feed in the uri": (b'{"uri":"a\\nb","body_text":"The port reopened."}', "control-characters"),
    "punctuation only": (b"<" * 1_000, "missing-text"),
    "no headline and no body": (b'{"uri":"urn:x:1","slugline":"PORT"}', "missing-text"),
    "blank body": (b'{"uri":"urn:x:1","headline":"...","body_html":"<p> &nbsp;</p>"}', "missing-text"),
}


@pytest.mark.parametrize(("value", "reason"), REFUSED.values(), ids=list(REFUSED))
def test_refuses_with_the_reason(value: bytes, reason: Reason) -> None:
    with pytest.raises(Refused) as refused:
        read(value)
    assert refused.value.reason == reason
    assert refused.value.detail
    assert len(refused.value.detail) < 300


@pytest.mark.parametrize(
    "value",
    [
        ITEM,
        b"\xef\xbb\xbf" + ITEM,
        b"\n  " + ITEM + b"\n",
        b"\x00\x00\x00\x00\x2a" + ITEM,
        b"\x00\x00\x00\x00\x00\xef\xbb\xbf" + ITEM,
    ],
)
def test_reads_past_prefix_and_byte_order_mark(value: bytes) -> None:
    assert read(value) == read(ITEM)


@pytest.mark.parametrize(
    "text",
    [
        "[NAIROBI] Scientists said on Monday.",
        '"It is done," she said.',
        "<GSW INC> YEAR NET\n\nShr 3 cts",
        "0",
    ],
)
def test_text_that_only_resembles_json_or_markup_is_text(text: str) -> None:
    assert read(text.encode()).text == text


def test_a_mebibyte_is_allowed() -> None:
    assert LIMIT == 2**20


def test_limit_can_be_set_and_is_inclusive() -> None:
    assert read(b"a" * 50, limit=50).text == "a" * 50
    with pytest.raises(Refused, match="51 bytes, and 50 are allowed"):
        read(b"a" * 51, limit=50)


def test_a_stray_control_character_is_let_be() -> None:
    text = "The port reopened on Monday,\x02 officials said. " + "Ships sailed for Tunis and Malta. " * 4
    assert read(text.encode()).text == text


LARGE = LIMIT // 8
HOSTILE = [
    "<", "a\n", "a\n\n", '"', '"a" ', "\u201c", "- a\n", "a,\nb", "By A B\n", "GENEVA - ", "12.12.2024 ",
    "A. ",
    "(Reporting by ", "Read more\n", "/AFP", "a-", "\r", " ", "xxxx", "FILE PHOTO: ",
]  # fmt: skip
HOSTILE_HTML = [
    "<", "<!--", "<a ", "<a href='", "</", "<script>", "<!", "&", "&#9", "<p>a", "<li>a", "<pre>a\n",
    "<a 'b\"><a \"c'>", "<br>a", "<figcaption>", "&#99999999999;",
]  # fmt: skip


def work_is_linear(value: Callable[[int], bytes]) -> Story:
    """Check it for values of a size, whose bytes ``value`` returns; return what was read of a long one."""
    read(value(1000))  # what is loaded at first use
    short, long = (calls(partial(read, value(size))) for size in (LARGE // 32, LARGE // 8))
    assert long < 6 * short, "linear work is four times as much"
    # What goes on inside a pattern cannot be counted: one that looks at the rest from every place never ends
    with ends():
        return read(value(LARGE if long > 5_000 else LIMIT // 4))


@pytest.mark.dear
@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_takes_work_in_proportion(piece: str) -> None:
    story = work_is_linear(lambda size: ("Some words here.\n\n" + piece * (size // len(piece))).encode())
    assert len(story.zones) < 4_100


@pytest.mark.dear
@pytest.mark.parametrize("piece", HOSTILE_HTML)
def test_hostile_html_takes_work_in_proportion(piece: str) -> None:
    quoted = piece.replace('"', '\\"').replace("\n", "\\n").encode()
    value = b'{"uri":"x","body_html":"<p>Some words here.</p>%s"}'
    work_is_linear(lambda size: value % (quoted * (size // len(quoted))))


def test_an_endless_text_in_broken_json_takes_bounded_work() -> None:
    with ends(), pytest.raises(Refused, match="not-json"):
        read(b'{"a":"' + b'\\"' * (LIMIT // 2 - 10))


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(st.binary(max_size=400), st.text(max_size=400).map(lambda text: text.encode("utf-8", "ignore")))
)
def test_arbitrary_bytes_never_raise_anything_else(value: bytes) -> None:
    try:
        read(value)
    except Refused as refused:
        assert refused.reason in get_args(Reason)


def test_texts_that_are_many_times_the_record_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    story = read(ITEM)
    many = replace(BY_NAME["rss"], read=lambda _: repeat(replace(story, text="It rained. " * 100), 500))
    monkeypatch.setitem(BY_NAME, "rss", many)
    monkeypatch.setattr(record, "LIMIT", 2_000)
    taken = items(b"<rss/>" * 100, form="rss", limit=2_000)
    with pytest.raises(Refused, match="rss of 600 bytes with texts of more than 12,000"):
        list(taken)
    with pytest.raises(Refused, match="of more than 8,000 characters"):
        list(items(b"<rss/>", form="rss", limit=2_000))
