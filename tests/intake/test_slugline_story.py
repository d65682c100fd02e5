"""A story as it was read, as a raw record: all of it comes back, and nothing else is believed."""

import json
from typing import Any

import pytest

from slugline.intake import read
from slugline.intake.formats.found import Found, story
from slugline.intake.formats.html_paragraphs import Paragraph
from slugline.intake.formats.slugline_story import written
from slugline.intake.refused import Refused
from slugline.records.story import Author, Concept, Link, Take

STORY = story(
    Found(
        uri="urn:x:1", version=3, headline="Port reopens", body=[Paragraph("A ship", "caption")],
        urgency=2, subjects=(Concept(qcode="medtop:20000139", name="fire", scheme="medtop"),),
        editor_note="one\ntwo", authors=(Author(name="Ana Silva", role="writer"),), signals=("correction",),
        take=Take(number=1, of=2), links=(Link(rel="corrects", uri="urn:x:0"),),
        embargoed="2031-01-01T00:00:00Z",
    )
)  # fmt: skip


def test_all_of_it_comes_back() -> None:
    assert read(written(STORY)) == STORY
    assert written(read(written(STORY))) == written(STORY)
    assert read(written(read(b"It rained."))) == read(b"It rained.")


@pytest.mark.parametrize(
    ("changes", "reason", "told"),
    [
        ({"version": 2**53}, "wrong-type", r"slugline_story.version: \d+ is over 9007199254740991"),
        ({"version": 0}, "wrong-type", r"slugline_story.version: expected integer >= 1"),
        ({"zones": [{"kind": "body", "start": 0, "end": 99}]}, "wrong-type", "zones: not in order"),
        ({"zones": [{"kind": "body", "start": 5, "end": 2}]}, "wrong-type", "zones: not in order"),
        ({"zones": [{"kind": "body", "start": 0, "end": 5}] * 2}, "wrong-type", "zones: not in order"),
        ({"uri": ""}, "control-characters", "uri"), ({"uri": "a\nb"}, "control-characters", "uri"),
        ({"text": "a\0b", "zones": []}, "control-characters", "text: NUL"),
        ({"text": "...", "zones": []}, "missing-text", "no word"),
        ({"language": "no such tongue"}, "wrong-type", "language"),
        ({"status": "Usable"}, "wrong-type", "status: 'Usable' is not usable, withheld, canceled"),
        ({"embargoed": "2026-13-45T99:99:99Z"}, "wrong-type", "embargoed: .* is no date"),
        ({"published": "soon"}, "wrong-type", "published: expected"),
    ],
)  # fmt: skip
def test_refused(changes: dict[str, Any], reason: str, told: str) -> None:
    value = json.loads(written(STORY))
    value["slugline_story"].update(changes)
    with pytest.raises(Refused, match=told) as refused:
        read(json.dumps(value).encode())
    assert refused.value.reason == reason
