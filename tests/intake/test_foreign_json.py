"""Other people's JSON: what their fields are called, and what becomes of them."""

import json
import re
from collections.abc import Mapping

import pytest

from slugline import intake
from slugline.intake.formats import foreign_names
from slugline.intake.formats.foreign_json import listed, read_foreign
from slugline.intake.formats.foreign_names import ours, renamed
from slugline.intake.refused import Refused
from slugline.lang.zone_words import ZoneWords
from slugline.records.codec import Json
from slugline.records.story import Concept, Link
from slugline.settings import FIELD

FIRE = "Fire destroyed the ferry terminal in Ostvik on Monday, harbour chief Lene Strand said."
URL = "https://c.example/fire"


@pytest.mark.parametrize(
    ("item", "fields"),
    [
        (
            {
                "title": "Fire",
                "author": "Kari Moe",
                "hostname": "c.example",
                "date": "2026-11-03",
                "id": None,
                "url": URL,
                "source": URL,
                "text": FIRE,
                "language": "en",
                "excerpt": "x",
                "tags": "fire, harbour",
                "categories": "Coast",
            },
            {
                "uri": URL,
                "headline": "Fire",
                "byline": ("Kari Moe",),
                "source": "c.example",
                "published": "2026-11-03",
                "keywords": ("fire", "harbour"),
                "subjects": (Concept(qcode=None, name="Coast", scheme=None),),
                "text": f"Fire\n\n{FIRE}",
            },
        ),
        (
            {
                "title": "Fire",
                "authors": ["Kari Moe", "Jon Dahl"],
                "date_publish": "2026-11-03 09:12:00",
                "url": URL,
                "maintext": FIRE,
                "description": "x",
                "source_domain": "c.example",
                "filename": "a.html",
            },
            {
                "byline": ("Kari Moe", "Jon Dahl"),
                "published": "2026-11-03T09:12:00Z",
                "text": f"Fire\n\n{FIRE}",
                "links": (Link(rel="web", uri=URL),),
            },
        ),
        (
            {
                "source": {"id": "c", "name": "Coastal"},
                "author": "By Kari Moe",
                "title": "Fire",
                "description": FIRE,
                "publishedAt": "2026-11-03T09:12:00Z",
                "content": None,
            },
            {"source": "Coastal", "byline": ("Kari Moe",), "text": f"Fire\n\n{FIRE}"},
        ),
        (
            {
                "headline": {"main": "Fire"},
                "byline": {"original": "By Kari Moe"},
                "pub_date": "2026-11-03T09:12:00+0000",
                "web_url": URL,
                "abstract": "x",
                "lead_paragraph": FIRE,
                "_id": "nyx://1",
            },
            {
                "uri": "nyx://1",
                "headline": "Fire",
                "byline": ("Kari Moe",),
                "published": "2026-11-03T09:12:00+00:00",
            },
        ),
        (
            {
                "webTitle": "Fire",
                "webUrl": URL,
                "webPublicationDate": "2026-11-03T09:12:00Z",
                "sectionName": "World",
                "fields": {"bodyText": FIRE, "byline": "Kari Moe", "standfirst": "<p>Four hurt</p>"},
            },
            {"headline": "Fire", "byline": ("Kari Moe",), "text": f"Fire\n\nFour hurt\n\n{FIRE}"},
        ),
        ({"id": 7, "article": FIRE, "highlights": "Four hurt"}, {"uri": "7", "text": FIRE}),
        ({"document": FIRE, "summary": "x", "id": "8"}, {"uri": "8", "text": FIRE}),
        (
            {
                "id": "1",
                "url": URL,
                "content_html": f"<p>{FIRE}</p><ul><li>Four hurt</li></ul>",
                "title": "Fire",
                "date_published": "2026-11-03T09:12:00+01:00",
                "authors": [{"name": "Kari Moe", "url": "x"}],
            },
            {"uri": URL, "text": f"Fire\n\n{FIRE}\n\nFour hurt", "byline": ("Kari Moe",)},
        ),
        ({"title": "Fire", "text": f"Fire\n\n{FIRE}"}, {"headline": "Fire", "text": f"Fire\n\n{FIRE}"}),
        ({"title": "Fire in Ostvik", "url": URL}, {"text": "Fire in Ostvik", "uri": URL}),
        (
            {"Title": "Fire", "Article Text": FIRE, "Pub-Date": "3 November 2026"},
            {"text": f"Fire\n\n{FIRE}", "published": "2026-11-03"},
        ),
        (
            {
                "title": "Fire",
                "body": ["One.", "Two."],
                "author": "['Kari Moe', \"Jon D'Ahl\"]",
                "tags": "['a', 'b']",
            },
            {"text": "Fire\n\nOne.\n\nTwo.", "byline": ("Kari Moe", "Jon D'Ahl"), "keywords": ("a", "b")},
        ),
        (
            {"text": FIRE, "published": 1762160000, "id": True, "language": "??"},
            {"text": FIRE, "published": None},
        ),
    ],
)
def test_fields(item: Mapping[str, Json], fields: Mapping[str, object]) -> None:
    story = read_foreign(item)
    assert story is not None
    assert {name: getattr(story, name) for name in fields} == fields


@pytest.mark.parametrize(
    "item", [{}, {"a": "b"}, {"": "x"}, {"url": URL}, {"date": "2026-11-03", "author": "Kari Moe"}]
)
def test_what_has_no_text_is_none(item: Mapping[str, Json]) -> None:
    assert read_foreign(item) is None


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        ({"text": {"a": 1}}, "wrong-type"),
        ({"body": 7}, "wrong-type"),
        ({"text": "a\0b"}, "control-characters"),
    ],
)
def test_what_is_refused(item: Mapping[str, Json], reason: str) -> None:
    with pytest.raises(Refused) as refused:
        read_foreign(item)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("value", "count", "for_all"),
    [
        (
            {"version": "https://jsonfeed.org/version/1.1", "title": "Coastal", "items": [{"id": "1"}]},
            1,
            "Coastal",
        ),
        ({"status": "ok", "totalResults": 2, "articles": [{"title": "a"}, {"title": "b"}]}, 2, None),
        ({"response": {"docs": [{"headline": "a"}]}}, 1, None),
        ({"hits": {"hits": [{"_source": {"title": "a"}}]}}, 1, None),
    ],
)
def test_lists(value: Mapping[str, Json], count: int, for_all: str | None) -> None:
    found = listed(value)
    assert found is not None
    assert (len(found[0]), found[1]["source"]) == (count, for_all)


@pytest.mark.parametrize(
    "value", [{"items": ["a"]}, {"items": []}, {"text": "a", "items": [{"a": 1}]}, {"a": [{"b": 1}]}]
)
def test_what_is_no_list(value: Mapping[str, Json]) -> None:
    assert listed(value) is None


FIELDS = {"Kop": "headline", "broodtekst": "body"}


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b'{"kop": "Brand", "broodtekst": "x"}', {"slugline:headline": "Brand", "slugline:body": "x"}),
        (b'\xef\xbb\xbf{"kop": "Brand"}', {"slugline:headline": "Brand"}),
        (b'[{"kop": "Brand"}, 7]', [{"slugline:headline": "Brand"}, 7]),
        (b'{"title": "Brand"}', {"title": "Brand"}),
        (b'{"kop": ', None),
        (b"kop: Brand", None),
        (b"", None),
    ],
)
def test_fields_of_the_user(data: bytes, expected: Json) -> None:
    done = renamed(data, FIELDS)
    assert done == data if expected is None else json.loads(done.removeprefix(b"\xef\xbb\xbf")) == expected


@pytest.mark.parametrize(
    "data",
    [
        b'{"title":  "Brand"}',
        b'[ {"title": "Brand"} ]',
        b" 7",
        b'{"kop" : "x"',
        b'\t{"kop": "x"}x',
        b'{"":  1}',
    ],
)
def test_what_has_none_of_them_stays_as_it_is(data: bytes) -> None:
    assert renamed(data, FIELDS) == data
    assert renamed(b'{"kop":  1}', {}) == b'{"kop":  1}'
    assert renamed(b'{"kop":  1}', {"": "body"}) == b'{"kop":  1}'


@pytest.mark.parametrize("start", [b" ", b"\t\r\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf "])
def test_what_stands_before_an_object_does_not_count(start: bytes) -> None:
    assert renamed(start + b'{"KOP": 1, "b": 2}', FIELDS) == b'{"slugline:headline":1,"b":2}'
    assert renamed(start + b'[{"KOP": 1}, [2]]', FIELDS) == b'[{"slugline:headline":1},[2]]'


def test_fields_of_the_user_go_before_others() -> None:
    item = json.loads(renamed(b'{"title": "a", "kop": "b", "text": "c", "broodtekst": "d"}', FIELDS))
    story = read_foreign(item)
    assert story is not None
    assert story.text == "b\n\nd"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Date Publish", "published"),
        ("MAINTEXT", "body"),
        ("_id", "uri"),
        ("gold", None),
        ("", None),
        ("-", None),
    ],
)
def test_names(name: str, expected: str | None) -> None:
    assert ours(name) == expected


def test_every_name_stands_for_one_thing() -> None:
    names = [name for one in foreign_names.OURS for name in ZoneWords("field_names").entries(one)]
    assert len(names) == len(set(names))
    assert all(foreign_names.fold(name) == name for name in names)


def test_the_setting_names_what_a_field_can_be() -> None:
    assert re.findall(r"[a-z]{3,}", FIELD) == list(foreign_names.OURS)
    assert foreign_names.own_names(("kop=headline", "a b=body")) == {"kop": "headline", "a b": "body"}


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Date Publish", "datepublish"), ("date-publish", "datepublish"), ("date_publish", "datepublish"),
        ("dc.date:x", "dcdatex"), ("_id", "_id"), ("_Source", "_source"), ("__id", "_id"), ("", ""),
    ],
)  # fmt: skip
def test_how_names_are_compared(name: str, folded: str) -> None:
    assert foreign_names.fold(name) == folded


@pytest.mark.parametrize(
    ("item", "field", "expected"),
    [
        ({"text": FIRE, "title": "<b>Fire</b> &amp; rain"}, "headline", "Fire & rain"),
        ({"text": FIRE, "title": "Fire - Coastal", "source": "coastal"}, "headline", "Fire"),
        ({"text": FIRE, "title": "Fire – Coastal", "source": "Coastal"}, "headline", "Fire"),
        ({"text": FIRE, "title": "Fire — Coastal", "source": "Coastal"}, "headline", "Fire"),
        ({"text": FIRE, "title": "Fire | Coastal", "source": "Coastal"}, "headline", "Fire"),
        ({"text": FIRE, "title": "Fire Coastal", "source": "Coastal"}, "headline", "Fire Coastal"),
        ({"text": FIRE, "title": " - Coastal", "source": "Coastal"}, "headline", "- Coastal"),
        ({"text": FIRE, "title": ["Fire", "Rain"]}, "headline", "Fire"),
        ({"text": FIRE, "title": {"main": " Fire "}}, "headline", "Fire"),
        ({"text": FIRE, "tags": "a, b;c|d, "}, "keywords", ("a", "b", "c", "d")),
        ({"text": FIRE, "tags": ["a, b", "c"]}, "keywords", ("a, b", "c")),
        ({"text": FIRE, "tags": "['a', \"b\"]"}, "keywords", ("a", "b")),
        ({"text": FIRE, "tags": [{"name": "a"}, {"label": "b"}, ["c"], 7, True]}, "keywords",
         ("a", "b", "7")),
        ({"text": FIRE, "authors": ["https://c.example/kari", "Kari Moe", "Kari Moe"]}, "byline",
         ("Kari Moe",)),
        ({"text": FIRE, "author": "['Kari Moe', 'Jon Dahl']"}, "byline", ("Kari Moe", "Jon Dahl")),
        ({"text": FIRE, "id": {"$oid": "5f"}}, "uri", "5f"),
        ({"text": FIRE, "id": {"oid": "5f"}, "url": URL}, "uri", URL),
        ({"text": FIRE, "id": " x ", "url": URL}, "uri", URL),
        ({"text": FIRE, "id": "tag:x", "url": URL}, "uri", "tag:x"),
        ({"text": FIRE, "id": 1.5, "url": URL}, "uri", URL),
        ({"text": FIRE, "url": f"{URL} x"}, "links", ()),
        ({"text": FIRE, "source": URL}, "links", (Link(rel="web", uri=URL),)),
        ({"text": FIRE, "source": [URL, "Coastal"]}, "source", "Coastal"),
        ({"text": FIRE, "publisher": "Norvik", "source": "Coastal"}, "source", "Norvik"),
        ({"text": FIRE, "site_name": URL, "source": "Coastal"}, "source", "Coastal"),
        ({"text": FIRE, "site_name": URL}, "source", None),
        ({"text": FIRE, "date": ["soon", "2026-11-03"]}, "published", "2026-11-03"),
        ({"text": FIRE, "copyright": "Coastal"}, "copyright", "Coastal"),
        ({"text": FIRE, "rubrik": ["Coast", "Sea"]}, "subjects",
         (Concept(qcode=None, name="Coast", scheme=None), Concept(qcode=None, name="Sea", scheme=None))),
        ({"text": f"{FIRE} … [+99 chars]"}, "text", FIRE),
        ({"text": f"{FIRE}... [+99 characters]\n"}, "text", FIRE),
        ({"text": f"{FIRE} [+99]"}, "text", f"{FIRE} [+99]"),
        ({"text": f"{FIRE} [99 chars]"}, "text", f"{FIRE} [99 chars]"),
        ({"text": f"Fire\n{FIRE}", "title": "Fire"}, "text", f"Fire\n\n{FIRE}"),
        ({"text": f"Rain\n{FIRE}", "title": "Fire"}, "text", f"Fire\n\nRain\n{FIRE}"),
        ({"text": f"\nFire breaks out in Ostvik.\n\n{FIRE}", "title": "Fire breaks out in Ostvik"}, "text",
         f"Fire breaks out in Ostvik\n\n{FIRE}"),
        ({"text": "Fire breaks out in Ostvik\n ", "title": "Fire breaks out in Ostvik"}, "text",
         "Fire breaks out in Ostvik\n\nFire breaks out in Ostvik\n "),
        ({"summary": FIRE, "text": ""}, "text", FIRE),
        ({"text": FIRE, "fields": {"headline": "Fire"}}, "headline", "Fire"),
        ({"name": "Rain", "text": FIRE, "fields": {"headline": "Fire"}}, "headline", "Fire"),
        ({"text": FIRE, "author": ["Kari Moe"] * 200 + ["Jon Dahl"]}, "byline", ("Kari Moe",)),
    ],
)  # fmt: skip
def test_a_field_as_others_write_it(item: Mapping[str, Json], field: str, expected: object) -> None:
    assert getattr(read_foreign(item), field) == expected


@pytest.mark.parametrize(
    ("for_all", "field", "expected"),
    [
        ({"source": "Coastal"}, "source", "Coastal"),
        ({"language": "nb"}, "language", "nb"),
        ({}, "source", None),
    ],
)
def test_what_holds_for_all_of_a_list(for_all: Mapping[str, Json], field: str, expected: str | None) -> None:
    assert getattr(read_foreign({"text": FIRE}, for_all), field) == expected
    own = read_foreign({"text": FIRE, "source": "Norvik", "language": "da"}, for_all)
    assert own is not None and (own.source, own.language) == ("Norvik", "da")


@pytest.mark.parametrize(
    ("given", "version"),
    [
        (7, 7), ("3", 3), (" 3 ", 3), (1, 1), (0, None), ("0", None), ("1.2.3", None), ("3.0", None),
        (-1, None),
        (2.5, None), (True, None), (False, None), (None, None), ("", None), ("v2", None), ([3], None),
        (10**30, None), ("https://jsonfeed.example/version/1", None), ("²", None),
    ],
)  # fmt: skip
def test_a_version_is_a_whole_number(given: object, version: int | None) -> None:
    item = {"id": "urn:x:1", "title": "Harbour sold", "text": "The mayor sold it.", "version": given}
    story = intake.read(json.dumps(item).encode())
    assert (story.version, story.versioned) == (version or 1, version is not None)
