"""Forms of a name; capitals, roles, salience and ids."""

import re
from dataclasses import replace

import pytest

from slugline.entities.capitals import capitals
from slugline.entities.geonames import Kind, Place
from slugline.entities.head_words import kind_by_head
from slugline.entities.known_names import kind_by_name, spelled_out
from slugline.entities.merging import Cluster
from slugline.entities.name_forms import (
    core,
    fold,
    in_title_case,
    initials,
    is_all_capitals,
    is_title,
    is_title_head,
    parts_of,
)
from slugline.entities.name_spans import NameSpan, ZoneKinds, named_spans
from slugline.entities.roles import before_titles, role_of
from slugline.entities.salience import salience
from slugline.reading.reading import Name
from slugline.records.zones import ZoneKind
from tests.entities.docs import build, found, spans


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("The U.N.'s", "un"),
        ("Côte d’Ivoire", "cote d'ivoire"),
        ("the theatre", "theatre"),
        ("Ana-Marie  Ole", "ana marie ole"),
        ("JONES'", "jones"),
        ("Ann‘s", "ann"),
        ("O'Silva's son", "o'silva's son"),
        ("theatre the", "theatre the"),
        ("Straße", "strasse"),
    ],
)
def test_fold(name: str, folded: str) -> None:
    assert fold(name) == folded


@pytest.mark.parametrize(
    ("name", "kind", "calm"),
    [
        ("NATO", "ORG", "NATO"),
        ("DOVRELS", "ORG", "DOVRELS"),
        ("DOVRELSX", "ORG", "Dovrelsx"),
        ("OLE", "PERSON", "OLE"),
        ("OLEA", "PERSON", "Olea"),
        ("OLEA", "GPE", "Olea"),
        ("OLEA", "LOC", "Olea"),
        ("OLEA", "NORP", "OLEA"),
        ("OLE AL MAR", "GPE", "Ole al Mar"),
        ("BANK OF OSLO", "ORG", "Bank of Oslo"),
        ("McDovrel", "ORG", "McDovrel"),
    ],
)
def test_names_in_capitals(name: str, kind: str, calm: str) -> None:
    assert in_title_case(name, kind) == calm


def test_all_capitals() -> None:
    assert [is_all_capitals(name) for name in ("DOVREL", "DOVRE", "Dovrel")] == [True, False, False]


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("World Health Board", {"whb"}),
        ("Dovrel", set()),
        ("Bank of the North", {"bn", "botn"}),
        ("Dovrel Marsk Inc", {"dm", "dmi"}),
        ("Dovrel-Marsk Y/Z", {"dmyz"}),
        ("Dovrel Inc", {"di"}),
        ("Dovrel - Marsk", {"dm"}),
    ],
)
def test_initials(name: str, letters: set[str]) -> None:
    assert initials(name) == letters


def test_words_left_out() -> None:
    assert [core(name) for name in ("home depot inc", "inc", "a co, ltd")] == ["home depot", "inc", "a"]
    names = ["ana silva jr", "jr", "ana silva iii, jr", "ana, silva"]
    assert [" ".join(parts_of(name)) for name in names] == ["ana silva", "jr", "ana silva", "ana silva"]


@pytest.mark.parametrize(
    ("word", "title", "head"),
    [
        ("minister", True, True),
        ("Minister", True, True),
        ("Mr.", True, True),
        ("former", True, False),
        ("vice-president", True, True),
        ("deputy-minister", True, False),
        ("vice-dovrel", False, False),
        ("dovrel-vice", False, False),
        ("dovrel", False, False),
        ("agent", False, False),
    ],
)
def test_titles(word: str, title: bool, head: bool) -> None:
    assert (is_title(word), is_title_head(word)) == (title, head)


def marked(text: str) -> str:
    """The capitals of a text: "^" opens, "!" stands in a loud zone, "_" is joined, "=" close."""
    return " ".join(
        word.text.replace(" ", "")
        + "^" * word.opens
        + "!" * word.loud
        + ("=" if word.close else "_" if word.joined else "")
        for word in capitals(build(text).story)
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Bank of the North met Ana Silva.", "The^ Bank= North_ Ana Silva="),
        ("He said: “Yes, Dovrel.” Then it rained on U.S. Steel.", "He^ Yes^ Dovrel Then^ U.S. Steel="),
        ("Arab-Israeli talks at Dovrel-Marsk; Paris-based staff.", "Arab^ Israeli^ Dovrel-Marsk Paris^"),
        ("In Dovrel, Pa., it rained.", "In^ Dovrel= Pa."),  # a state behind a town, with its dot
        ("In Dovrel, Pa, it rained.", "In^ Dovrel= Pa"),
        ("In Dovrel, Pab. It rained.", "In^ Dovrel= Pab It^"),
        ("It was Mass. It rained.", "It^ Mass It^"),
        ("- Item One and B&B's as well as all others", "Item^ One= B&B's_"),
        ("Ana, Dov  and Wen were there with others", "Ana^ Dov Wen"),
        ("iPhone a.Bo 3Com McDovrel's were there",
         "McDovrel's^"),  # the first of its zone is taken for one that opens a sentence
        ("Big Port Opens Near Town with more boats", "Big^ Port= Opens= Near= Town="),
        ("Big Port Opens Near Town with boats", "Big^! Port!= Opens!= Near!= Town!="),
        (f"Big Port Opens Near Town {'-' * 80}", "Big^ Port= Opens= Near= Town="),
        ("Port Opens Near", "Port^ Opens= Near="),
        ("Port Opens Near Town", "Port^! Opens!= Near!= Town!="),
        ("Big Port Opens with more small boats than ever", "Big^ Port= Opens="),
        ("ab Big Port of ab", "Big^ Port="),
        ("Ana (Dov) met “Wen” and\nOle", "Ana^ Dov^ Wen^ Ole^"),
        ("Étienne met Ole of the 3rd Wen in the evening", "Étienne^ Ole Wen"),
        ("the Bank of los Wens by de la Mar was there", "Bank^ Wens_ Mar"),
    ],
)  # fmt: skip
def test_capitals(text: str, words: str) -> None:
    assert marked(text) == words


def test_capitals_of_boilerplate_are_not_read() -> None:
    story = build("Ana met\nDov left").story
    zones = (story.zones[0], replace(story.zones[1], kind="boilerplate"))
    assert [word.text for word in capitals(replace(story, zones=zones))] == ["Ana"]


@pytest.mark.parametrize(
    ("text", "others", "role"),
    [
        ("Minister Dovrel", "", "Minister"),
        ("Mr Dovrel", "", None),
        ("Miss Dovrel", "", None),
        ("Mr. Dovrel", "", None),
        ("former Dovrel", "", None),
        ("former Prime Minister Dovrel", "", "former Prime Minister"),
        ("the vice-president Dovrel", "", "vice-president"),
        ("the vice-dovrel Dovrel", "", None),
        ("Minister  Dovrel", "", "Minister"),
        ("Minister\nDovrel", "", None),
        ("Minister\nPrime Minister Dovrel", "", "Prime Minister"),
        ("MinisterDovrel", "", None),
        ("“Minister Dovrel", "", None),
        # the organisation or place it is an office of
        ("the French President Dovrel", "French=NORP", "French President"),
        ("France's President Dovrel", "France=GPE", "France's President"),
        ("France’s President Dovrel", "France=GPE", "France’s President"),
        ("NATO Secretary General Dovrel", "NATO=ORG", "NATO Secretary General"),
        ("Sahel President Dovrel", "Sahel=LOC", "Sahel President"),
        ("US Kenya President Dovrel", "US=GPE; Kenya=GPE", "Kenya President"),
        ("Ana President Dovrel", "Ana=PERSON", "President"),
        ("Kenya Dovrel", "Kenya=GPE", None),
        # behind a comma
        ("Dovrel, head of Oslo, left", "", "head of Oslo"),
        ("Dovrel, the head of Oslo and Bergen, left", "", "head of Oslo"),
        ("Dovrel, head, left", "", "head"),
        ("Dovrel, minister of Oslo.", "", "minister of Oslo"),
        ("Dovrel, minister of Oslo; ok", "", "minister of Oslo"),
        ("Dovrel, minister said", "", "minister"),
        ("Dovrel, minister who said", "", "minister"),
        ("Dovrel, former, left", "", None),
        ("Dovrel, who is head, left", "", None),
        ("Dovrel, and minister, left", "", None),
        ("Dovrel, one two three four five minister, left", "", "one two three four five minister"),
        ("Dovrel, one two three four five six minister, left", "", None),
        ("Dovrel; minister", "", None),
        ("Dovrel, 53, minister", "", None),
        # of two the one before the name, of several mentions the fullest
        ("Minister Dovrel, head of Oslo,", "", "Minister"),
        ("Mr Dovrel, head of Oslo, left", "", "head of Oslo"),
        ("Minister Dovrel. Prime Minister Dovrel. Judge Dovrel", "", "Prime Minister"),
        ("no one", "", None),
        ("Minister Dovrel", "", "Minister"),
        ("former Kenyan Minister Dovrel", "Kenyan=NORP", "former Kenyan Minister"),
        ("the President Kenyan Minister Dovrel", "Kenyan=NORP", "Kenyan Minister"),
        ("the UN human rights chief Dovrel", "UN=ORG", "UN human rights chief"),
        ("the human rights chief Dovrel", "", "chief"),
        ("Former Minister for Women and Equalities Dovrel", "", "Former Minister for Women and Equalities"),
        ("Secretary of State Dovrel", "", "Secretary of State"),
        ("He was late. NATO chief Dovrel", "NATO=ORG", "NATO chief"),  # a sentence ends there
        ("the late NATO chief Dovrel", "NATO=ORG", "late NATO chief"),
        ("the CPI(M) leader Dovrel", "CPI(M)=ORG", "CPI(M) leader"),
    ],
)  # fmt: skip
def test_roles(text: str, others: str, role: str | None) -> None:
    people = [
        NameSpan(at.start(), at.end(), "Dovrel", "PERSON", "body") for at in re.finditer("Dovrel\\b", text)
    ]
    people = [span for span in people if text[span.start - 1 : span.start] != "-"]
    found = role_of(text, people, before_titles([*spans(text, others), *people]))
    assert (found.text if found else None) == role
    assert not found or " ".join(text[found.start : found.end].split()) == role


@pytest.mark.parametrize(
    ("text", "names", "body"),
    [
        ("NATO Secretary General Ole Marsk left.", "NATO=ORG; Ole Marsk=PERSON", "org:nato"),
        ("former Kenyan Minister Ole Marsk left.", "Kenyan=NORP; Ole Marsk=PERSON", "norp:kenyan"),
        ("Ole Marsk, head of Dovrel Works in Kenya, left.",
         "Ole Marsk=PERSON; Dovrel Works=ORG; Kenya=GPE", "org:dovrel works"),
        ("Ole Marsk, a minister, left.", "Ole Marsk=PERSON", None),
        ("Minister Ole Marsk left Kenya.", "Ole Marsk=PERSON; Kenya=GPE", None),
    ],
)  # fmt: skip
def test_a_role_is_in_something(text: str, names: str, body: str | None) -> None:
    assert found(text, names)["Ole Marsk"].role_of == body


def test_a_role_begins_no_further_than_it_is_looked_for() -> None:
    text = "Minister " * 20 + "Dovrel"
    person = NameSpan(len(text) - 6, len(text), "Dovrel", "PERSON", "body")
    found = role_of(text, [person], before_titles([person]))
    assert found and found.text == " ".join(["Minister"] * 10)


@pytest.mark.parametrize(
    ("text", "label", "zone", "most", "weight"),
    [
        ("Dovrel", "PERSON", "body", 1, 0.65),  # 0.4 as the body begins with it, 0.25 as nobody is named more
        ("Dovrel", "PERSON", "body", 2, 0.525),
        ("Dovrel Dovrel", "PERSON", "body", 1, 0.65),
        ("Dovrel Dovrel", "PERSON", "body", 4, 0.525),
        ("0123456789Dovrel0123", "PERSON", "body", 1, 0.35),  # in the middle: a quarter of 0.4
        ("Dovrel", "PERSON", "headline", 1, 0.55),
        ("Dovrel", "PERSON", "standfirst", 1, 0.55),
        ("Dovrel", "PERSON", "byline", 1, 0.25),
        ("Dovrel", "PERSON", "caption", 1, 0.65),
        # who speaks
        ("Dovrel said", "PERSON", "body", 1, 0.7),
        ("Dovrel said", "ORG", "body", 1, 0.7),
        ("Dovrel said", "GPE", "body", 1, 0.65),
        ("Dovrel, said", "PERSON", "body", 1, 0.7),
        ("Dovrel gladly warns", "PERSON", "body", 1, 0.7),
        ("Dovrel never warns", "PERSON", "body", 1, 0.65),
        ("Dovrel saidly", "PERSON", "body", 1, 0.65),
        ("Dovrel said", "PERSON", "headline", 1, 0.6),
        ("Said Mr Dovrel\n" + "x" * 985, "PERSON", "body", 1, 0.644),
        ("it said Mr Dov Ole Dovrel\n" + "x" * 974, "PERSON", "body", 1, 0.685),
        ("it said a b c d Dovrel\n" + "x" * 977, "PERSON", "body", 1, 0.637),
        ("according to Dovrel\n" + "x" * 980, "PERSON", "body", 1, 0.69),
    ],
)  # fmt: skip
def test_salience(text: str, label: str, zone: ZoneKind, most: int, weight: float) -> None:
    found = [NameSpan(at.start(), at.end(), "Dovrel", label, zone) for at in re.finditer("Dovrel", text)]
    assert salience(build(text).story, Cluster(found, label, "Dovrel"), most) == weight


SOLE = 0.55
"""In a headline, and named as often as anything."""


@pytest.mark.parametrize(
    ("text", "label", "name", "weight"),
    [
        # of a country's mentions those before a noun count less, and so do those that say where a place is
        ("Peru votes", "GPE", "Peru", SOLE), ("Peru", "GPE", "Peru", SOLE),
        ("Peru to vote", "GPE", "Peru", SOLE), ("Peru president quits", "GPE", "Peru", 0.4 * SOLE),
        ("Peru officials quit", "GPE", "Peru", 0.4 * SOLE),
        ("Peru's president quits", "GPE", "Peru", 0.4 * SOLE), ("Peru' rivers", "GPE", "Peru", 0.4 * SOLE),
        ("Peru Bank fined", "GPE", "Peru", 0.4 * SOLE), ("Peru heiress dies", "GPE", "Peru", 0.4 * SOLE),
        ("Peru launches probe", "GPE", "Peru", SOLE), ("Peru rejected it", "GPE", "Peru", SOLE),
        ("Peru, Chile agree", "GPE", "Peru", SOLE), ("Rain in Peru", "GPE", "Peru", SOLE),
        ("Rain in Lima, Peru", "GPE", "Peru", 0.1 * SOLE), ("Rain in 2020, Peru floods", "GPE", "Peru", SOLE),
        ("Lima mayor quits", "GPE", "Lima", SOLE), ("Rain in Ica, Lima", "GPE", "Lima", SOLE),
        ("Rain in western Peru", "GPE", "Peru", 0.1 * SOLE), ("A pro-Peru vote", "GPE", "Peru", 0.1 * SOLE),
        ("US-Peru talks", "GPE", "Peru", SOLE),
        ("Rain in sub-Saharan Peru", "GPE", "Peru", 0.1 * SOLE),
        ("Rain in western Lima", "GPE", "Lima", 0.1 * SOLE),
        ("The President of Peru left", "GPE", "Peru", 0.4 * SOLE), ("The end of Peru", "GPE", "Peru", SOLE),
        ("The mayor of Lima left", "GPE", "Lima", SOLE),
        # its people
        ("Peruvian dies", "NORP", "Peruvian", 0.2 * SOLE),
        ("Scottish man dies", "NORP", "Scottish", 0.2 * SOLE),
        ("Labour wins", "NORP", "Labour", SOLE),
    ],
)  # fmt: skip
def test_salience_of_countries_and_their_people(text: str, label: str, name: str, weight: float) -> None:
    at = text.index(name)
    kind: Kind = "town" if name == "Lima" else "country"
    place = Place(kind, "PE") if label == "GPE" else None
    span = NameSpan(at, at + len(name), name, label, "headline")
    cluster = Cluster([span], label, name, country="PE" if name == "Peruvian" else None, place=place)
    assert salience(build(text).story, cluster, 1) == pytest.approx(weight, abs=0.0006)


@pytest.mark.parametrize(
    ("name", "zone", "weight"),
    [
        ("BBC", "body", 0.4),
        ("Dovrel Times", "body", 0.4),
        ("Radio Dovrel", "body", 1),
        ("Dovrel", "body", 1),
        ("BBC", "headline", 1),
    ],
)
def test_salience_of_media(name: str, zone: ZoneKind, weight: float) -> None:
    cluster = Cluster([NameSpan(0, len(name), name, "ORG", zone)], "ORG", name)
    whole = 0.65 if zone == "body" else SOLE
    assert salience(build(f"{name} burns").story, cluster, 1) == round(weight * whole, 3)


@pytest.mark.parametrize(
    ("count", "most", "less"), [(2, 2, True), (3, 3, False), (3, 6, True), (3, 5, False)]
)
def test_salience_of_media_that_a_story_names_often(count: int, most: int, less: bool) -> None:
    spans = [NameSpan(at * 4, at * 4 + 3, "BBC", "ORG", "body") for at in range(count)]
    whole = 0.4 + 0.25 * count / most
    weight = round(0.4 * whole if less else whole, 3)
    assert salience(build("BBC " * count).story, Cluster(spans, "ORG", "BBC"), most) == weight


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("dovrel bank of marsk", "ORG"),
        ("republic of dovrel", "GPE"),
        ("dovrel convention for the unity of marsk", "LAW"),
        ("of dovrel river", "LOC"),
        ("el nido dovrel", "LOC"),
        ("grupo dovrel", "ORG"),
        ("dovrel day", "EVENT"),
        ("dovrel medical center", "FAC"),
        ("dovrel guest house", "FAC"),
        ("dovrel national convention", "EVENT"),
        ("dovrel week", "EVENT"),
        ("dovrel parishad", "ORG"),
        ("dovrel committees", "ORG"),
        ("dovrel zones", "LOC"),
        ("dovrel districts", "GPE"),
        ("lal chowk", "FAC"),
        ("dovrel report", "WORK_OF_ART"),
        ("dovrel fever", "PRODUCT"),
        ("dovrel castes", "NORP"),
        ("first nations", "NORP"),
        ("dovrel nations", None),
        ("prevention of dovrel act", "LAW"),
        ("prevention of dovrel kelp", None),
        ("defence of dovrel day", "EVENT"),
        ("prevention of dovrel bank", None),
        ("dovrel treaty on tides", "LAW"),
        ("bill de marsk", None),
        ("bill of marsk", "LAW"),
        ("festival de marsk", "EVENT"),
        ("dovrel bank on tides", None),
        ("dovrel convention against marsk", "LAW"),
        ("of", None),
        ("", None),
    ],
)
def test_more_heads(name: str, kind: str | None) -> None:
    assert kind_by_head(name) == kind


def test_known_names_go_before_one_another() -> None:
    assert [kind_by_name(name, fold(name)) for name in ("Georgia", "Kurdish", "Tex.", "who")] == [
        "GPE", "NORP", "GPE", None,
    ]  # fmt: skip
    assert (spelled_out("Calif."), spelled_out("Dovrel")) == ("California", "Dovrel")


def test_spans_of_a_reading() -> None:
    reading = build("The Dovrel's French Fund, 42 and\nOslo's 7", "French=LANGUAGE; 42=CARDINAL; Oslo's=GPE")
    names = (Name(start=0, end=12, label="ORG", entry="3"), *reading.names)
    found = named_spans(replace(reading, names=names))
    assert [(span.text, span.label, span.entry, span.quoted) for span in found] == [
        ("The Dovrel's", "ORG", "3", False), ("French", "NORP", "", False), ("Oslo", "GPE", "", False),
    ]  # fmt: skip
    zones = ZoneKinds(replace(reading.story, zones=(replace(reading.story.zones[1], kind="caption"),)))
    assert [zones.at(offset) for offset in (0, 32, 33, 40)] == ["body", "body", "caption", "caption"]
