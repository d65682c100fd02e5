"""A watchlist's rules: what is refused, and what is said of it."""

import tomllib

import pytest

from slugline.folds.watchlists.rules import Condition, Entity, Rule, Watchlist, read
from slugline.records.schema_error import SchemaError

GOOD = """
[[rule]]
name = "Harbour strike"
any = [{ text = "dock strike" }, { entity = { name = "Dockers' Union", type = "ORG" } }]
none = [{ topic = "medtop:15000000" }]

[[rule]]
name = "Denials in the north"
all = [{ quote = { stance = "denied" }, place = { lat = 69.6, lon = 18.9, km = 200 } }]
confidence = 0.8
"""


def rule(text: str) -> str:
    return f'[[rule]]\nname = "One"\n{text}'


def test_a_watchlist() -> None:
    found = read(tomllib.loads(GOOD))
    assert [one.name for one in found.rule] == ["Harbour strike", "Denials in the north"]
    first = found.rule[0]
    assert first.any == (
        Condition(text="dock strike"), Condition(entity=Entity(name="Dockers' Union", type="ORG")),
    )  # fmt: skip
    assert [(kind, at) for kind, at, _ in first.conditions] == [("any", 0), ("any", 1), ("none", 0)]
    assert isinstance(found, Watchlist) and isinstance(first, Rule)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "rule: missing"),
        ("rule = []", "rule: "),
        ("[[rule]]\nany = [{text = 'a'}]", "rule[0].name: missing"),
        (rule("any = [{text = 'a'}]\nevery = 1"), "rule[0].every: no such field"),
        (rule("any = [{txt = 'a'}]"), "rule[0].any[0].txt: no such field"),
        (rule("any = [{entity = {typ = 'ORG'}}]"), "rule[0].any[0].entity.typ: no such field"),
        (rule("any = [{entity = {type = 'COMPANY'}}]"), "rule[0].any[0].entity.type"),
        (rule("any = [{quote = {stance = 'maybe'}}]"), "rule[0].any[0].quote.stance"),
        (rule("any = [{place = {country = 'Norway'}}]"), "rule[0].any[0].place.country"),
        (rule("any = [{place = {region = 'Texas'}}]"), "rule[0].any[0].place.region"),
        (rule("any = [{place = {lat = 91.0, lon = 0, km = 1}}]"), "rule[0].any[0].place.lat"),
        (rule("any = [{place = {lat = 1.0, lon = 0}}]"), "any[0]: place: lat, lon and km come together"),
        (rule("any = [{place = {}}]"), "any[0]: place: one of country, region, or lat, lon and km"),
        (rule("any = [{urgency = 0}]"), "rule[0].any[0].urgency"),
        (rule("any = [{signal = 'loud'}]"), "rule[0].any[0].signal"),
        (rule("any = [{text = ''}]"), "rule[0].any[0].text"),
        (rule("any = [{entity = {}}]"), "any[0]: an entity or quote of which nothing is said"),
        (
            rule("any = [{text = '!!!'}]"),
            "('One').any[0]: text: has no word in it: nothing would ever meet it",
        ),
        (rule("any = [{entity = '🔥'}]"), "any[0]: entity: has no word"),
        (rule("any = [{entity = {role = '-'}}]"), "any[0]: entity.role: has no word"),
        (rule("any = [{text = 'a'}]\nnone = [{quote = {says = '…'}}]"), "none[0]: quote.says: has no word"),
        (rule("any = [{}]"), "any[0]: says nothing: one of entity, quote, place"),
        (rule("none = [{text = 'a'}]"), "('One'): has nothing under any or all"),
        (rule("any = [{text = 'a'}]\nconfidence = 2"), "rule[0].confidence"),
        (rule("any = [{text = 'a'}]") + "\n" + rule("any = [{text = 'b'}]"), "rule[1] ('One'): another rule"),
    ],
)
def test_what_is_refused(text: str, says: str) -> None:
    with pytest.raises(SchemaError) as told:
        read(tomllib.loads(text))
    assert says in str(told.value)
