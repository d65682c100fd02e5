"""The rules of a watchlist, as a person writes them in TOML or YAML, and their JSON Schema.

::

    [[rule]]
    name = "Harbour strike"
    any = [{ text = "dock strike" }, { entity = { name = "Dockers' Union", type = "ORG" } }]
    all = [{ place = { country = "NO" } }]
    none = [{ topic = "medtop:15000000" }]

A rule is met by a story of which all conditions under ``all`` are true, one under ``any``, and none under
``none``. What stands in one condition must all be so, and what stands in one ``entity``, ``quote`` or
``place`` of the same one.
"""

from collections.abc import Iterator
from ipaddress import ip_address
from typing import Annotated, Any, Final, Literal
from urllib.parse import urlsplit

import msgspec
from msgspec import Meta, Struct

from slugline.folds.watchlists.facts import folded
from slugline.records.codec import build
from slugline.records.events import EntityType, Stance
from slugline.records.schema_error import SchemaError
from slugline.records.signals import Signal

MOST: Final = 10_000
"""Rules of one list."""
MOST_WEBHOOKS: Final = 100
Text = Annotated[str, Meta(min_length=1, max_length=500)]
Share = Annotated[float, Meta(ge=0, le=1)]
Kind = Literal["any", "all", "none"]


class Entity(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody or something that the story names."""

    name: Annotated[
        Text | None, Meta(description="any name the story has for it, case and accents aside")
    ] = None
    id: Annotated[Text | None, Meta(description="entity_id, or an id of its links: Q142, US-GA, FR")] = None
    type: EntityType | None = None
    role: Annotated[Text | None, Meta(description="words of its role: prime minister")] = None
    salience: Annotated[Share, Meta(description="how much the story is about it, at least")] = 0.0


class Quote(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something said in the story."""

    speaker: Annotated[Text | None, Meta(description="name or entity_id of who says it")] = None
    says: Annotated[Text | None, Meta(description="words in it, one behind the other")] = None
    stance: Stance | None = None


class Place(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A place that the story names: in a country, in a region, or near a point."""

    country: Annotated[str, Meta(pattern="^[A-Z]{2}$", description="ISO 3166-1 alpha-2")] | None = None
    region: Annotated[str, Meta(pattern="^[A-Z]{2}-[A-Z0-9]{1,3}$", description="ISO 3166-2")] | None = None
    lat: Annotated[float, Meta(ge=-90, le=90, description="degrees north")] | None = None
    lon: Annotated[float, Meta(ge=-180, le=180, description="degrees east")] | None = None
    km: Annotated[float, Meta(gt=0, le=20_100, description="around that point")] | None = None


class Condition(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What must be so; a bare text for an entity, or a quote, is a name."""

    entity: Text | Entity | None = None
    quote: Text | Quote | None = None
    place: Place | None = None
    topic: Annotated[Text | None, Meta(description="qcode or name; what is below it counts too")] = None
    text: Annotated[Text | None, Meta(description="words, one behind the other")] = None
    source: Text | None = None
    signal: Signal | None = None
    urgency: Annotated[int, Meta(ge=1, le=9, description="so urgent or more; 1 is the most")] | None = None


Conditions = Annotated[tuple[Condition, ...], Meta(max_length=1000)]


class Rule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What somebody wants to be told of."""

    name: Annotated[str, Meta(min_length=1, max_length=200)]
    any: Conditions = ()
    all: Conditions = ()
    none: Conditions = ()
    confidence: Annotated[Share, Meta(description="of quotes and topics, at least")] = 0.0
    novelty: Annotated[Share, Meta(description="how much of a further take must be new to be told again")] = (
        0.2
    )

    webhooks: Annotated[
        tuple[Text, ...] | None, Meta(description="names of those that are told; null: all of them")
    ] = None

    @property
    def conditions(self) -> Iterator[tuple[Kind, int, Condition]]:
        """Yield its conditions with their places."""
        lists: tuple[tuple[Kind, tuple[Condition, ...]], ...] = (
            ("any", self.any), ("all", self.all), ("none", self.none),
        )  # fmt: skip
        for kind, conditions in lists:
            for at, condition in enumerate(conditions):
                yield kind, at, condition


class Webhook(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where alerts are sent by HTTP."""

    name: Annotated[str, Meta(pattern="^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$")]
    url: Annotated[str, Meta(pattern="^https?://[^/@?#\\s]+([/?][^#\\s]*)?$", max_length=2000)]
    secret_env: (
        Annotated[str, Meta(pattern="^[A-Z_][A-Z0-9_]*$", description="variable that holds the secret")]
        | None
    ) = None
    secret_file: Annotated[Text | None, Meta(description="file that holds the secret")] = None
    changes: Annotated[bool, Meta(description="whether it is told, too, what is no news")] = False


class Watchlist(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The rules of one file."""

    rule: Annotated[tuple[Rule, ...], Meta(min_length=1, max_length=MOST)]
    webhook: Annotated[tuple[Webhook, ...], Meta(max_length=MOST_WEBHOOKS)] = ()


def read(value: Any) -> Watchlist:
    """Return the watchlist in a parsed file's ``value``. Raises SchemaError: which rule, which field, why."""
    try:
        found = build(Watchlist, value)
    except SchemaError as error:
        if not error.where.startswith("webhook"):
            raise
        # what was found may be a secret, or a url that holds one, and this goes into logs
        raise SchemaError(error.where, error.problem.partition(", found ")[0]) from None
    hooks = _webhooks(found)
    names: set[str] = set()
    for number, rule in enumerate(found.rule):
        where = f"rule[{number}] ({rule.name!r})"
        if rule.name in names:
            raise SchemaError(where, "another rule has this name")
        names.add(rule.name)
        if not _is_text(rule.name):
            raise SchemaError(f"{where}.name", "half of a surrogate pair, which no record can hold")
        if not rule.any and not rule.all:
            raise SchemaError(where, "has nothing under any or all: it would meet every story, or none")
        for name in rule.webhooks or ():
            if name not in hooks:
                raise SchemaError(f"{where}.webhooks", f"there is no webhook {name!r}")
        for kind, at, condition in rule.conditions:
            if fault := _fault(condition):
                raise SchemaError(f"{where}.{kind}[{at}]", fault)
    return found


def _is_text(text: str) -> bool:
    """Tell whether it can be written: an escape of YAML may be half of a character."""
    return not any("\ud800" <= one <= "\udfff" for one in text)


def _webhooks(found: Watchlist) -> set[str]:
    """Return the names of the webhooks. Raises SchemaError."""
    names: set[str] = set()
    for number, one in enumerate(found.webhook):
        where = f"webhook[{number}] ({one.name!r})"
        if one.name in names:
            raise SchemaError(where, "another webhook has this name")
        if (one.secret_env is None) == (one.secret_file is None):
            raise SchemaError(where, "one of secret_env and secret_file")
        if (one.secret_file or "").startswith("whsec_"):
            raise SchemaError(f"{where}.secret_file", "is to name a file, not the secret itself")
        if not _leads_somewhere(one.url):
            raise SchemaError(f"{where}.url", "has a host or port that nothing can have")
        names.add(one.name)
    return names


def _leads_somewhere(url: str) -> bool:
    """Tell whether there can be such a host and port: else each alert would be tried for hours in vain."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").removesuffix("."), parts.port
        if ":" not in host and host.isascii():
            host.encode("idna")
        if host.rpartition(".")[2].isdecimal():
            ip_address(host)
    except ValueError:
        return False
    return host != "" and port != 0


def _fault(condition: Condition) -> str:
    """Return what is wrong with a condition that has the right fields; "" for none."""
    if condition == Condition():
        return "says nothing: one of " + ", ".join(Condition.__struct_fields__)
    if condition.entity == Entity() or condition.quote == Quote():
        return "an entity or quote of which nothing is said"
    if name := next((name for name, text in _words_of(condition) if text and not folded(text)), ""):
        return f"{name}: has no word in it: nothing would ever meet it"
    place = condition.place
    if place is not None:
        point = (place.lat, place.lon, place.km)
        if None in point and point != (None, None, None):
            return "place: lat, lon and km come together"
        if place == Place():
            return "place: one of country, region, or lat, lon and km"
    return ""


def _words_of(condition: Condition) -> Iterator[tuple[str, str | None]]:
    """Yield the fields of a condition that are compared by their words."""
    entity, quote = condition.entity, condition.quote
    yield from (("text", condition.text), ("topic", condition.topic), ("source", condition.source))
    if isinstance(entity, Entity):
        yield from (("entity.name", entity.name), ("entity.role", entity.role))
    else:
        yield "entity", entity
    if isinstance(quote, Quote):
        yield from (("quote.speaker", quote.speaker), ("quote.says", quote.says))
    else:
        yield "quote", quote


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a watchlist."""
    return msgspec.json.schema(Watchlist)
