"""A story tells whether the wire gave its version: what comes without one is ordered by time."""

import pytest

from slugline import intake
from slugline.intake.formats.slugline_story import written
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
        (xml_samples.g2(item='version="0"'), 1, True),
        (xml_samples.g2(), 1, False),
        (xml_samples.newsml(identifier="<RevisionId>4</RevisionId>"), 4, True),
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


def test_a_story_unpacked_by_an_earlier_release_has_none() -> None:
    value = written(intake.read(NINJS % b"")).replace(b',"versioned":false', b"")
    story = intake.read(value)
    assert isinstance(story, Story) and not story.versioned
