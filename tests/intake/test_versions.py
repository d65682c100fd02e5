"""A story tells whether the wire gave its version: what comes without one is ordered by time."""

import pytest

from slugline import intake
from slugline.intake.formats.slugline_story import written
from slugline.intake.refused import Refused
from slugline.records.story import Story
from tests.intake import samples, xml_samples

NINJS = b'{"uri": "urn:x:1", "headline": "Fire", "body_text": "It burned."%s}'


@pytest.mark.parametrize(
    ("value", "version", "versioned"),
    [
        (NINJS % b', "version": 3', 3, True),
        (NINJS % b', "version": "3"', 3, True),
        (NINJS % b', "version": 1', 1, True),
        (NINJS % b', "version": null', 1, False),
        (NINJS % b"", 1, False),
        (b'{"guid": "urn:x:1", "_current_version": 7, "version": "2", "headline": "Fire"}', 2, True),
        (b'{"id": 7, "text": "It rained."}', 1, False),
        (xml_samples.g2(item='version="12"'), 12, True),
        (NINJS % b', "version": 3.0', 3, True),
        (NINJS % b', "version": "3.0"', 3, True),
        (NINJS % b', "version": " 3 "', 3, True),
        (NINJS % b', "version": 9007199254740991', 9007199254740991, True),
        (xml_samples.g2(item='version="3.0"'), 3, True),
        (xml_samples.g2(item='version="9007199254740991"'), 9007199254740991, True),
        (xml_samples.g2(), 1, False),
        (xml_samples.newsml(identifier="<RevisionId>4</RevisionId>"), 4, True),
        (xml_samples.newsml(identifier="<RevisionId>4.0</RevisionId>"), 4, True),
        (xml_samples.newsml(identifier="<RevisionId></RevisionId>"), 1, False),
        (xml_samples.newsml(), 1, False),
        (xml_samples.nitf_item(docdata='<du-key version="2"/>'), 2, True),
        (xml_samples.nitf_item(docdata="<du-key/>"), 1, False),
        (samples.RSS, 1, False),
        (samples.ATOM, 1, False),
        (samples.HTML, 1, False),
        (samples.MAIL, 1, False),
        (samples.IPTC7901, 1, False),
        (samples.ANPA, 1, False),
        (samples.WARC, 1, False),
        (b"It rained.", 1, False),
    ],
)
def test_whether_the_version_was_given(value: bytes, version: int, versioned: bool) -> None:
    story = intake.read(value)
    assert (story.version, story.versioned) == (version, versioned)
    again = intake.read(written(story))
    assert (again.version, again.versioned) == (version, versioned)


IN_EVERY_FORMAT = {
    "ninjs 1": '{"uri": "urn:x:1", "headline": "Fire", "body_text": "It burned.", "version": "%s"}',
    "ninjs 2": '{"uri": "urn:x:1", "headlines": [{"value": "Fire"}], "version": "%s"}',
    "ninjs 3": '{"uri": "urn:x:1", "headlines": [{"value": "Fire"}], "pubStatus": "usable", "version": "%s"}',
    "superdesk": '{"_id": "urn:x:1", "type": "text", "headline": "Fire", "state": "ok", "version": "%s"}',
    "newsml-g2": xml_samples.g2(item='version="%s"').decode(),
    "newsml": xml_samples.newsml(identifier="<RevisionId>%s</RevisionId>").decode(),
    "nitf": xml_samples.nitf_item(docdata='<du-key version="%s"/>').decode(),
}


@pytest.mark.parametrize("form", IN_EVERY_FORMAT)
@pytest.mark.parametrize("zero", ["0", " 0 ", "00", "0.0", "0" * 20, "", "  "])
def test_a_version_of_nought_says_nothing_in_any_format(form: str, zero: str) -> None:
    story = intake.read((IN_EVERY_FORMAT[form] % zero).encode())
    assert (story.version, story.versioned) == (1, False)


@pytest.mark.parametrize("zero", [b"0", b"0.0", b"-0.0", b'"0"'])
def test_nor_does_the_number(zero: bytes) -> None:
    assert not intake.read(NINJS % b', "version": %s' % zero).versioned


@pytest.mark.parametrize("form", IN_EVERY_FORMAT)
@pytest.mark.parametrize(
    "wrong", ["3.5", "3.01", "-3", "-0", "four", "3.", ".0", "1e3", "٣", "9007199254740992"]
)
def test_what_is_no_version_is_refused_in_every_format(form: str, wrong: str) -> None:
    with pytest.raises(Refused, match="expected a whole number from 1") as refused:
        intake.read((IN_EVERY_FORMAT[form] % wrong).encode())
    assert refused.value.version is None


def test_a_story_unpacked_by_an_earlier_release_has_none() -> None:
    value = written(intake.read(NINJS % b"")).replace(b',"versioned":false', b"")
    story = intake.read(value)
    assert isinstance(story, Story) and not story.versioned
