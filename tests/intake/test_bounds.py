"""What is too long to be a headline, a name or a note: where it goes, so that every story fits its record."""

import json
from typing import Any

import pytest

from slugline import intake
from slugline.intake.formats import slugline_story
from slugline.intake.formats.found import Found, story
from slugline.intake.formats.html_paragraphs import Paragraph
from slugline.intake.formats.terms import LONGEST_LINE, LONGEST_NOTE, MOST_TOGETHER
from slugline.intake.refused import Refused
from slugline.records.codec import encode
from slugline.records.story import Author, Concept, Dateline, Link

LONG = "Rain fell on the harbour of Ostvik, " * 60
BODY = "The pier is shut."


@pytest.mark.parametrize("body", [BODY, [Paragraph(BODY, None)]])
@pytest.mark.parametrize(
    ("headline", "standfirst", "kept"),
    [(LONG, None, None), (LONG, "Storm over", None), ("Rain", LONG, "Rain"), (LONG, LONG + "again", None)],
)
def test_a_headline_that_is_none_is_text(
    headline: str, standfirst: str | None, kept: str | None, body: Any
) -> None:
    made = story(Found(headline=headline, standfirst=standfirst, body=body))
    assert made.headline == kept
    parts = (" ".join(one.split()) for one in (headline, standfirst) if one)
    assert made.text == "\n\n".join((*parts, BODY))
    assert max(one.end - one.start for one in made.zones if one.kind == "headline") < 9 if kept else True


def test_one_as_long_as_a_line_may_be_stays() -> None:
    line = "Rain " * (LONGEST_LINE // 5 - 1) + "over."
    assert story(Found(headline=line, body=BODY)).headline == line
    assert story(Found(headline=line, body=BODY)).text == f"{line}\n\n{BODY}"


def test_a_long_headline_alone_is_a_story() -> None:
    made = story(Found(headline=LONG))
    assert (made.headline, made.text) == (None, LONG.strip())


def test_names_that_are_none_are_left_out_and_notes_are_cut() -> None:
    long = "x" * (LONGEST_LINE + 1)
    made = story(Found(
        body=BODY, byline=(long, "Kari Moe"), dateline=Dateline(place=long, date=None), source=long,
        editor_note=LONG * 20, usage_terms=LONG * 20, copyright=LONG * 20,
    ))  # fmt: skip
    assert (made.byline, made.dateline, made.source) == (("Kari Moe",), None, None)
    for note in (made.editor_note, made.usage_terms, made.copyright):
        assert note and LONGEST_NOTE - 99 < len(note) <= LONGEST_NOTE and note.startswith("Rain fell on")


def test_a_note_of_control_characters_alone_is_none() -> None:
    assert story(Found(body=BODY, editor_note="\x01\n \x02")).editor_note is None


def test_lists_are_bounded_together_and_ordinary_ones_are_whole() -> None:
    words = [f"{one:03} " + "x" * 900 for one in range(400)]
    concepts = tuple(Concept(qcode=one, name=one, scheme=one) for one in words)
    made = story(Found(
        body=BODY, subjects=concepts, keywords=tuple(words), places=concepts, people=concepts,
        organisations=concepts, occasions=concepts, objects=concepts, alt_ids=tuple(words),
        authors=tuple(Author(name=one, role=one) for one in words),
        links=tuple(Link(rel="web", uri=one) for one in words), editor_note=LONG * 20,
    ))  # fmt: skip
    assert len(made.keywords) == MOST_TOGETHER // 904 and made.keywords == tuple(words[: len(made.keywords)])
    assert 0 < len(made.subjects) < len(made.keywords)
    assert len(encode(made)) < 11 * MOST_TOGETHER
    many = tuple(f"keyword {one}" for one in range(500))
    assert story(Found(body=BODY, keywords=many)).keywords == many


@pytest.mark.parametrize("name", ["headline", "provider", "editor_note"])
def test_a_story_that_claims_to_be_read_is_bounded_too(name: str) -> None:
    item = json.loads(encode(story(Found(headline="Rain", body=BODY)))) | {name: "x" * (LONGEST_NOTE + 1)}
    with pytest.raises(Refused, match=rf"wrong-type: slugline_story.{name}: 10,001 characters"):
        intake.read(json.dumps({"slugline_story": item}).encode())
    made = story(Found(headline=LONG, editor_note=LONG * 20, body=BODY))
    assert intake.read(slugline_story.written(made)) == made
