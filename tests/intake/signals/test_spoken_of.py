"""Whether a record that cannot be read may hold a story under an embargo."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slugline.intake.signals.spoken_of import may_be_embargoed

MAY = (
    b'{"embargoed": "2031-01-01T00:00:00Z", "version": "v2"',
    b"{'embargo': 'after the speech'",
    b'{"embargoedUntil":"',
    b"<itemMeta><embargoed>2031-01-01",
    b'<Property FormalName="Embargo"/>',
    b"EMBARGOED UNTIL 00:01 GMT\n\nTalks",
    b"HOLD FOR RELEASE AT 6 P.M.",
    b"Not for publication before Monday",
    b"SPERRFRIST: 18 Uhr",
    b'<docdata><date.release norm="20310101"/>',
    b'{"publish_schedule": "2031-01-01T00:00:00Z", "version": "v2"}',
    b"<StatusWillChange><DateAndTime>soon",
    b"sous embargo jusqu'au 1 mai",
    b'{"embargo": null, "ednote": "Embargoed till 6"}',
    "EMBARGO 0600 GMT".encode("utf-16"),
    b'[{"uri": "a", "body_text": "Talks were held."}, {"uri": "b", "body_text": "Talks (2',
    b'{"uri": "a", "body_text": "They said \\"}}}]\\" twice", "head',
    b'\xef\xbb\xbf{"uri": "a", "body_text": "Talks were held."',
    b'<?xml version="1.0"?>\n<newsItem xmlns="x"><itemMeta/><contentSet><inlineXML><p>Talks we',
    b"<!DOCTYPE nitf><!-- wire --><nitf><head><title>Talks</title></head><body",
)
MAY_NOT = (
    b"",
    None,
    b'{"embargo": null}',
    b'{"embargoed": "", "version": "x"}',
    b'{"embargo":[], "embargoed" : false}',
    b'{"version": "v2", "body_text": "Talks were held."}',
    b"\xff\xfe\x00",
    b"<held/>",
    b'{"published": "2031-01-01", "release_date": "2031-01-01", "version": "x"}',
    b'{"not_before": null, "version": "x"}',
    b"{broken",
    b'{"uri": "a", "body_text": "Of { and [ and \\"quotes\\" {"}}',
    b'{"uri": "a" "body_text": "Talks were held."}',
    b'<?xml version="1.0"?><newsItem><p>Talks & more</p></newsItem>',
)


@pytest.mark.parametrize("value", MAY)
def test_it_may(value: bytes) -> None:
    assert may_be_embargoed(value)


@pytest.mark.parametrize("value", MAY_NOT)
def test_it_may_not(value: bytes | None) -> None:
    assert not may_be_embargoed(value)


PIECES = (
    "embargo", "Embargoed", "ed", "hold", " until", "not for release",
    " before", '"', "'", ": null", ":", ",", "_", "é", " ",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_it_finds_what_a_search_for_each_word_finds(text: str) -> None:
    nothing = re.sub(r"""(?i)(["'])embargo\w*["']\s*:\s*null""", r"\1null", text)
    spoken = re.search(r"(?i)(?<!\w)(?:embarg|hold until|not for release (?:before|until))", nothing)
    assert may_be_embargoed(text.encode()) == bool(spoken)


def test_it_is_looked_at_so_often_and_then_hidden() -> None:
    assert not may_be_embargoed(b'"embargo":null,' * 999)
    assert may_be_embargoed(b'"embargo":null,' * 1_001)
