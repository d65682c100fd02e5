"""Which rules of a watchlist a story meets, and by what. It costs what the story is long."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from typing import Any, Final

from slugline.folds.watchlists.facts import CodeOf, Facts, folded, ids, speakers
from slugline.folds.watchlists.rules import Condition, Entity, Place, Quote, Rule
from slugline.records.events import EntityEvent
from slugline.records.story import EnrichedStory

EARTH_KM: Final = 6371.0088
"""The mean radius of the earth (IUGG)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What met one condition: ``where`` in the rule ("any[0].text"), in which words, and where in the text.

    ``start`` and ``end`` are code points, end exclusive; none where it stands in no words of the text.
    """

    where: str
    words: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """A rule that a story meets, and by what."""

    rule: Rule
    found: tuple[Found, ...]


class Watch:
    """The rules of a watchlist, made ready to be asked of many stories."""

    def __init__(self, rules: Sequence[Rule], code_of: CodeOf = lambda _entity: "") -> None:
        """``code_of`` tells in which country or region a town is."""
        self._rules = rules
        self._code_of = code_of
        self._triggered: dict[str, list[int]] = {}
        for number, rule in enumerate(rules):
            keys = set(map(_trigger, rule.any))
            if not rule.any:  # one that must be true in any case will do
                keys = {min(map(_trigger, rule.all), key=_width)}
            for key in keys:
                self._triggered.setdefault(key, []).append(number)

    def met(self, story: EnrichedStory) -> list[Met]:
        """Return the rules that ``story`` meets, in their order; none for one that is not usable."""
        if story.status != "usable":
            return []
        facts = Facts(story, self._code_of)
        numbers = {number for key in facts.triggers() for number in self._triggered.get(key, ())}
        rules = (self._rules[number] for number in sorted(numbers))
        return [Met(rule=rule, found=found) for rule in rules if (found := _meets(facts, rule)) is not None]


def _meets(facts: Facts, rule: Rule) -> tuple[Found, ...] | None:
    """Return what in the story meets the rule; None if it does not."""
    found: list[Found] = []
    of_any = False
    for kind, at, condition in rule.conditions:
        if kind == "any" and of_any:
            continue
        true = _true(facts, condition, f"{kind}[{at}]", rule.confidence)
        if (kind == "all" and true is None) or (kind == "none" and true is not None):
            return None
        of_any |= kind == "any" and true is not None
        if kind != "none":
            found += true or ()
    return tuple(found) if of_any or not rule.any else None


def _trigger(condition: Condition) -> str:
    """Return one of the `Facts.triggers` of every story that the condition is true of; "" is of all."""
    entity, quote, place = condition.entity, condition.quote, condition.place
    if condition.text is not None:
        longest = max(folded(condition.text).split(), key=len, default="")
        return f"word {longest}" if longest else ""  # of long words there are fewer stories
    if isinstance(entity, str) or (entity is not None and entity.name):
        return f"name {folded(entity if isinstance(entity, str) else entity.name or '')}"
    if entity is not None and entity.id:
        return f"id {entity.id}"
    if isinstance(quote, str) or (quote is not None and quote.speaker):
        name = quote if isinstance(quote, str) else quote.speaker or ""
        return f"speaker {name if _is_id(name) else folded(name)}"
    if condition.topic is not None:
        return f"topic {condition.topic if ':' in condition.topic else folded(condition.topic)}"
    if place is not None and (place.region or place.country):
        return f"place {place.region or place.country}"
    if condition.source is not None:
        return f"source {folded(condition.source)}"
    return f"signal {condition.signal}" if condition.signal is not None else ""


def _width(trigger: str) -> tuple[int, int]:
    """Return how many stories have a trigger, for comparison: the fewer, the less."""
    kind, _, what = trigger.partition(" ")
    return _WIDTHS[kind], -len(what)


def _is_id(name: str) -> bool:
    """Return whether a text is an entity_id: "wikidata:Q1", "person:kari moe"."""
    return ":" in name


def _true(facts: Facts, condition: Condition, where: str, sure: float) -> tuple[Found, ...] | None:
    """Return what in the story makes the condition true; None if it is not."""
    found: list[Found] = []
    for name in condition.__struct_fields__:
        wanted = getattr(condition, name)
        if wanted is None:
            continue
        words = next(_ASK[name](facts, wanted, sure), None)
        if words is None:
            return None
        text, start, end = words
        found.append(Found(where=f"{where}.{name}", words=text, start=start, end=end))
    return tuple(found)


_WIDTHS: Final = {
    "id": 0,
    "name": 0,
    "speaker": 0,
    "word": 1,
    "topic": 2,
    "place": 3,
    "source": 4,
    "signal": 4,
    "": 5,
}
"""The kinds of triggers, what few stories have first."""

Hit = tuple[str, int | None, int | None]


def _entities(facts: Facts, wanted: str | Entity, _sure: float) -> Iterator[Hit]:
    one = Entity(name=wanted) if isinstance(wanted, str) else wanted
    name, role = folded(one.name or ""), folded(one.role or "")
    for entity, names in facts.names:
        if (
            (one.name is None or name in names)
            and (one.id is None or one.id in ids(entity))
            and (one.type is None or one.type == entity.type)
            and (one.role is None or f" {role} " in f" {folded(entity.role or '')} ")
            and entity.salience >= one.salience
        ):
            yield _mention(entity, name)


def _mention(entity: EntityEvent, name: str = "") -> Hit:
    """Return the first mention of an entity, by that ``name`` if there is one."""
    mention = next((one for one in entity.mentions if folded(one.text) == name), entity.mentions[0])
    return mention.text, mention.start, mention.end


def _quotes(facts: Facts, wanted: str | Quote, sure: float) -> Iterator[Hit]:
    one = Quote(speaker=wanted) if isinstance(wanted, str) else wanted
    says = folded(one.says or "")
    for quote in facts.story.quotes:
        names = {*speakers(quote.speaker_name, quote.speaker_entity)}
        names |= {folded(quote.speaker.text)} if quote.speaker else set()
        if (
            quote.confidence >= sure
            and (one.speaker is None or one.speaker in names or folded(one.speaker) in names)
            and (one.says is None or f" {says} " in f" {folded(quote.text)} ")
            and (one.stance is None or one.stance == quote.stance)
        ):
            yield quote.text, quote.pieces[0].start, quote.pieces[-1].end


def _places(facts: Facts, wanted: Place, _sure: float) -> Iterator[Hit]:
    for entity, code in facts.places:
        links = entity.links
        if wanted.country is not None and code[:2] != wanted.country:
            continue
        if wanted.region is not None and code != wanted.region:
            continue
        if wanted.km is not None:
            if links.lat is None or links.lon is None or links.point != "place":
                continue  # the middle of a country says nothing of where in it
            assert wanted.lat is not None and wanted.lon is not None
            if kilometres(links.lat, links.lon, wanted.lat, wanted.lon) > wanted.km:
                continue
        yield _mention(entity)


def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Return how far two points are apart on the globe, in kilometres; degrees north and east."""
    north, east = radians(other_lat - lat), radians(other_lon - lon)
    part = sin(north / 2) ** 2 + cos(radians(lat)) * cos(radians(other_lat)) * sin(east / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(part)))


def _topics(facts: Facts, wanted: str, sure: float) -> Iterator[Hit]:
    name = folded(wanted)
    for topic in facts.story.topics:
        if topic.score >= sure and any(wanted == one.qcode or name == folded(one.name) for one in topic.path):
            yield topic.name, None, None


def _text(facts: Facts, wanted: str, _sure: float) -> Iterator[Hit]:
    words = tuple(folded(wanted).split())
    if words and (place := facts.phrase(words)):
        yield facts.story.text[slice(*place)], *place


def _source(facts: Facts, wanted: str, _sure: float) -> Iterator[Hit]:
    if facts.story.source and folded(facts.story.source) == folded(wanted):
        yield facts.story.source, None, None


def _signal(facts: Facts, wanted: str, _sure: float) -> Iterator[Hit]:
    if wanted in facts.story.signals:
        yield wanted, None, None


def _urgency(facts: Facts, wanted: int, _sure: float) -> Iterator[Hit]:
    if facts.story.urgency is not None and facts.story.urgency <= wanted:
        yield str(facts.story.urgency), None, None


_ASK: dict[str, Callable[[Facts, Any, float], Iterator[Hit]]] = {
    "entity": _entities, "quote": _quotes, "place": _places, "topic": _topics, "text": _text,
    "source": _source, "signal": _signal, "urgency": _urgency,
}  # fmt: skip
