"""NewsML-G2's words for relations, roles and kinds: a row for each of those that mean something."""

import pytest

from slugline.records.story import Concept, Link
from tests.intake.xml_samples import g2, only

RELATIONS = {
    "evolved-from": "evolvedFrom previousVersion prevVersion pred",
    "corrects": "corrects correctionOf isCorrectionOf",
    "repeats": "repeats repeatOf",
    "replaces": "replaces replacementOf",
    "updates": "updates updateOf isUpdateOf",
    "adds-to": "addsTo",
    "kills": "kills cancels",
    "withholds": "withholds",
    "translation-of": "translatedFrom translationOf isTranslationOf",
    "derived-from": "derivedFrom",
    "part-of": "partOf isPartOf memberOf",
    "see-also": "seeAlso",
    "about": "about",
    "web": "permalink web canonical",
    "associated": "anything",
}


@pytest.mark.parametrize(
    ("rel", "word"), [(rel, word) for rel, words in RELATIONS.items() for word in words.split()]
)
def test_relations_of_newsml_g2(rel: str, word: str) -> None:
    for told in (f'rel="irel:{word}"', f'reluri="http://cv.example/rel/{word.lower()}/"'):
        story = only("g2", g2(f'<link {told} residref="urn:x:0"/>'))
        assert [(one.rel, one.uri) for one in story.links] == [(rel, "urn:x:0")]


@pytest.mark.parametrize("name", ["residref", "guidref", "href", "uri", "qcode"])
def test_where_a_link_of_newsml_g2_leads(name: str) -> None:
    assert only("g2", g2(f'<link {name}="urn:x:0"/>')).links == (Link(rel="associated", uri="urn:x:0"),)
    assert only("g2", g2(f'<link {name}=" urn:x:1 "/>')).links == ()
    assert only("g2", g2(f'<link {name}=""/>')).links == ()


@pytest.mark.parametrize("role", ["sub", "subHeadline", "deck", "standfirst", "kicker"])
def test_headlines_that_are_no_main_ones(role: str) -> None:
    content = f'<headline role="hld:{role}">Below</headline><headline>Port reopens</headline>'
    story = only("g2", g2(content=content))
    assert story.headline == "Port reopens" and "\n\nBelow\n\n" in story.text


@pytest.mark.parametrize("role", ["summary", "abstract", "standfirst", "deck", "lead", "teaser"])
def test_descriptions_that_are_a_standfirst(role: str) -> None:
    content = (
        "<headline>Port reopens</headline><description role='drol:{}'>All ships sail again.</description>"
    )
    assert "\n\nAll ships sail again.\n\n" in only("g2", g2(content=content.format(role))).text
    assert "All ships" not in only("g2", g2(content=content.format("alttext"))).text


@pytest.mark.parametrize("role", ["enhancer", "redistributor", "distributor", "transmitter"])
def test_who_only_passed_an_item_on_is_no_source(role: str) -> None:
    content = f'<infoSource role="isrol:{role}" literal="Relay"/>'
    assert only("g2", g2(content=content)).source is None
    assert only("g2", g2(content=content.replace(role, "author"))).source == "Relay"


KINDS = {
    "people": "person",
    "organisations": "organisation organization",
    "occasions": "event newsEvent",
    "objects": "object",
    "places": "geoArea poi",
}


@pytest.mark.parametrize(
    ("field", "kind"), [(one, kind) for one, kinds in KINDS.items() for kind in kinds.split()]
)
def test_types_of_subjects(field: str, kind: str) -> None:
    content = f'<subject type="cpnat:{kind}" qcode="x:1"><name>Ostvik</name></subject>'
    story = only("g2", g2(content=content))
    assert getattr(story, field) == (Concept(qcode="x:1", name="Ostvik", scheme="x"),)
    assert bool(story.subjects) is (field != "places")


@pytest.mark.parametrize("language", ["en", "en-GB"])
def test_in_the_language_of_the_item(language: str) -> None:
    told = "".join(
        f'<{{0}} xml:lang="{one}">{word}</{{0}}>' for one, word in (("de", "Hafen"), ("en", "Port"))
    )
    rights = f"<rightsInfo>{told.format('usageTerms')}{told.format('copyrightNotice')}</rightsInfo>"
    data = g2(content=f'<language tag="{language}"/>{told.format("headline")}').replace(
        b"<itemMeta>", rights.encode() + b"<itemMeta>", 1
    )
    story = only("g2", data)
    assert (story.headline, story.usage_terms, story.copyright) == ("Port", "Port", "Port")
