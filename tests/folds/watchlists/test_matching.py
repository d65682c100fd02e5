"""Which rules a story meets, and by what: a table, and the same answer whichever rules are beside."""

from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from slugline.folds.watchlists import matching
from slugline.folds.watchlists.facts import Facts
from slugline.folds.watchlists.matching import Watch, kilometres
from slugline.folds.watchlists.rules import Condition, Rule, read
from slugline.kinds import EnrichedStory
from slugline.records.events import EntityEvent, Links, Mention, PathStep, QuoteEvent, Span, TopicEvent, Words
from tests.records.records import ENRICHED, ENTITY, QUOTE, TOPIC

TEXT = (
    "Port of Tromsø shut\n\nTROMSØ, Norway (Harbour Wire) - Dock-workers walked out on Monday. “There is no "
    "dock strike,” José Almada, the former prime minister of Peru, said. Mara Quill denied that the port was "
    "shut."
)


def entity(name: str, kind: Any, key: str, *texts: str, role: str | None = None, **links: Any) -> EntityEvent:
    mentions = tuple(
        Mention(start=TEXT.index(one), end=TEXT.index(one) + len(one), text=one, zone="body")
        for one in texts or (name,)
    )
    ids: dict[str, Any] = {"iso3166": None, "geonames": None, "wikidata": None} | links
    return replace(
        ENTITY, name=name, type=kind, entity_id=key, role=role, links=Links(**ids), mentions=mentions,
        count=len(mentions), salience=0.4,
    )  # fmt: skip


def quote(words: str, speaker: str, key: str, **more: Any) -> QuoteEvent:
    at = TEXT.index(words)
    who = TEXT.index(speaker)
    return replace(
        QUOTE, text=words, pieces=(Span(start=at, end=at + len(words)),), speaker_name=speaker,
        speaker=Words(start=who, end=who + len(speaker), text=speaker), speaker_entity=key, **more,
    )  # fmt: skip


CRIME = TopicEvent(
    **{name: getattr(TOPIC, name) for name in ("id", "story", "wikidata", "rank", "primary", "release")},
    qcode="medtop:20000129", name="strike",
    path=(PathStep(qcode="medtop:09000000", name="labour"), PathStep(qcode="medtop:20000129", name="strike")),
    score=0.6,
)  # fmt: skip
STORY: EnrichedStory = replace(
    ENRICHED, text=TEXT, zones=(), source="Harbour Wire", urgency=3, signals=("update",), topics=(CRIME,),
    entities=(
        entity("Tromsø", "GPE", "geonames:3133895", "Tromsø", "TROMSØ", geonames="3133895", lat=69.65,
               lon=18.96, point="place"),
        entity("Norway", "GPE", "iso:NO", iso3166="NO", geonames="3144096", lat=62.0, lon=10.0,
               point="middle"),
        entity("José Almada", "PERSON", "person:jose almada", role="former prime minister of Peru"),
        entity("Mara Quill", "PERSON", "wikidata:Q99", wikidata="Q99"),
        entity("Harbour Wire", "ORG", "org:harbour wire"),
    ),
    quotes=(
        quote("There is no dock strike", "José Almada", "person:jose almada", confidence=0.9),
        quote("that the port was shut", "Mara Quill", "wikidata:Q99", confidence=0.7, stance="denied"),
    ),
)  # fmt: skip


def code_of(one: EntityEvent) -> str:
    return {"3133895": "NO-55"}.get(one.links.geonames or "", "")


def condition(**fields: Any) -> Condition:
    return read({"rule": [{"name": "r", "any": [fields]}]}).rule[0].any[0]


CASES: list[tuple[dict[str, Any], str | None]] = [
    ({"entity": "jose almada"}, "José Almada"), ({"entity": "tromsø"}, "Tromsø"), ({"entity": "Trom"}, None),
    ({"entity": {"name": "TROMSØ", "type": "GPE"}}, "Tromsø"),
    ({"entity": {"name": "Tromsø", "type": "ORG"}}, None),
    ({"entity": {"id": "Q99"}}, "Mara Quill"), ({"entity": {"id": "wikidata:Q99"}}, "Mara Quill"),
    ({"entity": {"id": "NO"}}, "Norway"), ({"entity": {"id": "Q9"}}, None),
    ({"entity": {"role": "Prime Minister"}}, "José Almada"), ({"entity": {"role": "prime"}}, "José Almada"),
    ({"entity": {"role": "rime"}}, None), ({"entity": {"type": "EVENT"}}, None),
    ({"entity": {"type": "PERSON", "salience": 0.4}}, "José Almada"),
    ({"entity": {"type": "PERSON", "salience": 0.5}}, None),
    ({"quote": "mara quill"}, "that the port was shut"), ({"quote": "Norway"}, None),
    ({"quote": {"speaker": "person:jose almada"}}, "There is no dock strike"),
    ({"quote": {"stance": "denied"}}, "that the port was shut"),
    ({"quote": {"stance": "denied", "speaker": "José Almada"}}, None),
    ({"quote": {"says": "no dock-strike"}}, "There is no dock strike"), ({"quote": {"says": "o dock"}}, None),
    ({"place": {"country": "NO"}}, "Tromsø"), ({"place": {"country": "SE"}}, None),
    ({"place": {"region": "NO-55"}}, "Tromsø"), ({"place": {"region": "NO-11"}}, None),
    ({"place": {"lat": 69.0, "lon": 18.0, "km": 100}}, "Tromsø"),
    ({"place": {"lat": 69.0, "lon": 18.0, "km": 50}}, None),
    ({"place": {"lat": 62.0, "lon": 10.0, "km": 50}}, None),
    ({"topic": "medtop:20000129"}, "strike"), ({"topic": "medtop:09000000"}, "strike"),
    ({"topic": "Labour"}, "strike"), ({"topic": "medtop:0900000"}, None), ({"topic": "lab"}, None),
    ({"text": "dock workers walked"}, "Dock-workers walked"), ({"text": "DOCK STRIKE"}, "dock strike"),
    ({"text": "jose ALMADA"}, "José Almada"), ({"text": "workers dock"}, None),
    ({"text": "port was shut now"}, None),
    ({"source": "harbour wire"}, "Harbour Wire"), ({"source": "Harbour"}, None),
    ({"signal": "update"}, "update"), ({"signal": "kill"}, None),
    ({"urgency": 3}, "3"), ({"urgency": 4}, "3"), ({"urgency": 2}, None),
    ({"text": "dock strike", "entity": "Norway"}, "Norway"),
    ({"text": "dock strike", "entity": "Peru"}, None),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "words"), CASES, ids=[str(fields) for fields, _ in CASES])
def test_a_condition(fields: dict[str, Any], words: str | None) -> None:
    met = Watch([Rule(name="r", any=(condition(**fields),))], code_of).met(STORY)
    if words is None:
        assert met == []
        return
    (found, *_) = met[0].found
    assert found.words == words
    if found.start is not None:
        assert TEXT[found.start : found.end] == found.words
    assert found.where == f"any[0].{next(name for name in Condition.__struct_fields__ if name in fields)}"


def test_the_mention_by_the_name_that_was_asked_for_is_told() -> None:
    port = entity("Tromsø", "GPE", "geonames:3133895", "Norway", "Port of Tromsø", geonames="3133895")
    one = replace(STORY, entities=(port,))
    for asked, words in (("port of tromso", "Port of Tromsø"), ("norway", "Norway"), ("Tromsø", "Norway")):
        (met,) = Watch([Rule(name="r", any=(condition(entity=asked),))], code_of).met(one)
        assert met.found[0].words == words


@pytest.mark.parametrize(
    ("fields", "words"),
    [({"source": "Harbour Wire"}, None), ({"quote": "Mara Quill"}, None),
     ({"quote": {"stance": "denied"}}, "that the port was shut"), ({"text": "dock strike"}, "dock strike"),
     ({"quote": "wikidata:Q99"}, "that the port was shut")],
)  # fmt: skip
def test_a_story_without_a_source_and_a_speaker_without_a_name(
    fields: dict[str, Any], words: str | None
) -> None:
    nameless = replace(STORY.quotes[1], speaker_name=None, speaker=None)
    story = replace(STORY, source=None, quotes=(nameless,))
    met = Watch([Rule(name="r", any=(condition(**fields),))], code_of).met(story)
    assert [one.found[0].words for one in met] == ([words] if words else [])


YES, NO = condition(text="dock strike"), condition(text="air raid")


@pytest.mark.parametrize(
    ("rule", "where"),
    [
        ({"any": (NO, YES)}, ["any[1].text"]), ({"any": (YES, YES)}, ["any[0].text"]), ({"any": (NO,)}, None),
        ({"all": (YES, YES)}, ["all[0].text", "all[1].text"]), ({"all": (YES, NO)}, None),
        ({"any": (YES,), "all": (YES,)}, ["any[0].text", "all[0].text"]),
        ({"any": (NO,), "all": (YES,)}, None), ({"any": (YES,), "all": (NO,)}, None),
        ({"any": (YES,), "none": (YES,)}, None), ({"all": (YES,), "none": (NO, YES)}, None),
        ({"all": (YES,), "none": (NO,)}, ["all[0].text"]),
    ],
)  # fmt: skip
def test_a_rule(rule: dict[str, Any], where: list[str] | None) -> None:
    met = Watch([Rule(name="r", **rule)]).met(STORY)
    assert [[one.where for one in each.found] for each in met] == ([] if where is None else [where])


def test_how_sure_quotes_and_topics_must_be() -> None:
    for fields, sure in (
        ({"quote": {"says": "no dock"}}, 0.9),
        ({"quote": "Mara Quill"}, 0.7),
        ({"topic": "strike"}, 0.6),
    ):
        one = condition(**fields)
        assert Watch([Rule(name="r", any=(one,), confidence=sure)]).met(STORY)
        assert not Watch([Rule(name="r", any=(one,), confidence=sure + 0.01)]).met(STORY)


def test_a_story_that_is_taken_back_meets_nothing() -> None:
    watch = Watch([Rule(name="r", any=(YES,))])
    assert watch.met(STORY)
    assert not watch.met(replace(STORY, status="canceled"))


def test_the_answer_does_not_hang_on_how_rules_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    conditions = [condition(**fields) for fields, _ in CASES]
    rules = [
        Rule(
            name=str(number), any=(a,) if number % 3 else (), all=(b,) if number % 2 or not number % 3 else ()
        )
        for number, (a, b) in enumerate(product(conditions, conditions))
    ]
    watch = Watch(rules, code_of)
    looked_at = watch.met(STORY)
    facts = Facts(STORY, code_of)
    every = [(rule.name, found) for rule in rules if (found := matching._meets(facts, rule)) is not None]
    assert [(one.rule.name, one.found) for one in looked_at] == every
    assert 500 < len(every) < len(rules)


def test_rules_that_have_nothing_to_do_with_a_story_cost_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    meets = matching._meets

    def counted(facts: Facts, rule: Rule) -> Any:
        asked.append(rule.name)
        return meets(facts, rule)

    monkeypatch.setattr(matching, "_meets", counted)
    others = [
        Rule(name=f"{number}", any=(condition(**fields),), none=(YES,))
        for number in range(1000)
        for fields in (
            {"entity": f"Person {number}x"}, {"text": f"word{number} dock"}, {"topic": f"medtop:{number:08}"},
            {"quote": f"Speaker {number}"}, {"source": f"Outlet {number}"}, {"place": {"region": "US-TX"}},
        )
    ]  # fmt: skip
    assert [one.rule.name for one in Watch([*others, Rule(name="mine", any=(YES,))]).met(STORY)] == ["mine"]
    assert asked == ["mine"]


@pytest.mark.parametrize(
    ("one", "other", "far"),
    [
        ((0, 0), (0, 0), 0), ((0, 0), (0, 180), 20015), ((51.5, -0.13), (48.86, 2.35), 343),
        ((0, 179.5), (0, -179.5), 111),
    ],
)  # fmt: skip
def test_kilometres(one: tuple[float, float], other: tuple[float, float], far: float) -> None:
    assert kilometres(*one, *other) == pytest.approx(far, abs=1)


HINDI = "\u0939\u093f\u0928\u094d\u0926\u0940"
POINTED = "\u05e9\u05b8\u05dc\u05d5\u05b9\u05dd"
"""Shalom, with its vowels."""


@pytest.mark.parametrize(
    ("text", "wanted", "words"),
    [
        ("In Zu\u0308rich today", "Zürich", "Zu\u0308rich"),  # letters taken apart, as some write them
        ("In Zürich today", "zu\u0308rich", "Zürich"),
        ("The cafe\u0301 x", "café", "cafe\u0301"),
        ("The Zor\u00advik case", "zorvik case", "Zor\u00advik case"),  # a soft hyphen, of copy for pages
        ("Ha\u0300 No\u0323\u0302i town", "Hà Nội", "Ha\u0300 No\u0323\u0302i"),
        (f"x {POINTED} y", "\u05e9\u05dc\u05d5\u05dd", POINTED),
        (f"x {HINDI} y", HINDI, HINDI),
        (f"x {HINDI[0]}{HINDI[2]}{HINDI[4]} y", HINDI, None),  # vowels are no accents
        (f"x {HINDI[:-1]} y", HINDI, None),
        ("The Zor\u200bvik case", "zorvik", "Zor\u200bvik"),  # where a line may be broken
        ("The dock\u200e strike", "dock strike", "dock\u200e strike"),
        ("A dock \u200bstrike", "dock strike", "dock \u200bstrike"),
        ("The dock strike", "do\u200bck strike", "dock strike"),
        ("Zu \u0308rich", "Zürich", None),
        ("Zor\u2010vik", "zorvik", None),
    ],
)  # fmt: skip
def test_what_stands_on_letters_cuts_no_word(text: str, wanted: str, words: str | None) -> None:
    watch = Watch([Rule(name="one", any=(Condition(text=wanted),))])
    met = watch.met(replace(STORY, text=text, entities=(), quotes=(), topics=()))
    assert [one.found[0].words for one in met] == ([] if words is None else [words])


@pytest.mark.parametrize(
    ("text", "wanted", "words"),
    [
        ("東京都の港湾労働者がストライキ", "港湾労働者", "港湾労働者"),  # a phrase within others
        ("東京都の港湾", "京都", "京都"),
        ("東京都の港湾", "都京", None),
        ("NHK受信料の値上げ", "NHK", "NHK"),
        ("NHK受信料の値上げ", "nhk 受信料", "NHK受信料"),
        ("北京-罢工", "北京罢工", "北京-罢工"),
        ("ガス会社", "カス", None),  # another sound
        ("か\u3099く", "がく", "か\u3099く"),
        ("การนัดหยุดงานที่ท่าเรือ", "ท่าเรือ", "ท่าเรือ"),
        ("การนัดหยุดงานที่ท่าเรือ", "ทาเรือ", None),
    ],
)
def test_phrases_are_found_within_others_where_no_blanks_are(
    text: str, wanted: str, words: str | None
) -> None:
    watch = Watch([Rule(name="one", any=(Condition(text=wanted),))])
    met = watch.met(replace(STORY, text=text, entities=(), quotes=(), topics=()))
    assert [one.found[0].words for one in met] == ([] if words is None else [words])
