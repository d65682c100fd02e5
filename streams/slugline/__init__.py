"""Slugline: wire stories in, entity, quote and topic events out.

The public API, for use without the worker: ``docs/python.md`` shows it. What is named here stays; other
modules may move between releases. Importing it is light: a name's module is imported at its first use.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    __version__: str
    from slugline.authority import GazetteerError as GazetteerError
    from slugline.broker import UnreachableError as UnreachableError
    from slugline.consuming import Message as Message
    from slugline.consuming import consume as consume
    from slugline.consuming import consume_async as consume_async
    from slugline.decoding import Record as Record
    from slugline.decoding import decode as decode
    from slugline.errors import ModelError as ModelError
    from slugline.errors import SluglineError as SluglineError
    from slugline.feed_choice import FEEDS as FEEDS
    from slugline.feed_choice import UnknownFeedError as UnknownFeedError
    from slugline.feed_reader import NoFeedError as NoFeedError
    from slugline.intake.refused import Refused as Refused
    from slugline.kinds import EnrichedStory as EnrichedStory
    from slugline.loading import load as load
    from slugline.parallel import ProcessDiedError as ProcessDiedError
    from slugline.reading.reader import Reader as Reader
    from slugline.records.alert_event import AlertEvent as AlertEvent
    from slugline.records.alert_event import AlertFound as AlertFound
    from slugline.records.chain_event import ChainEvent as ChainEvent
    from slugline.records.codec import encode as encode
    from slugline.records.dead_letter import DeadLetter as DeadLetter
    from slugline.records.events import EntityEvent as EntityEvent
    from slugline.records.events import Links as Links
    from slugline.records.events import Mention as Mention
    from slugline.records.events import PathStep as PathStep
    from slugline.records.events import QuoteEvent as QuoteEvent
    from slugline.records.events import Span as Span
    from slugline.records.events import StoryRef as StoryRef
    from slugline.records.events import TopicEvent as TopicEvent
    from slugline.records.events import TrendEvent as TrendEvent
    from slugline.records.events import Window as Window
    from slugline.records.events import Words as Words
    from slugline.records.feeds import Feed as Feed
    from slugline.records.retraction import Retraction as Retraction
    from slugline.records.schema_error import SchemaError as SchemaError
    from slugline.records.story import Dateline as Dateline
    from slugline.records.story import Pipeline as Pipeline
    from slugline.records.story import Story as Story
    from slugline.records.story import Zone as Zone
    from slugline.settings import SettingsError as SettingsError
    from slugline.standing import current as current
    from slugline.stories import ExtractorWarning as ExtractorWarning
    from slugline.stories import enrich as enrich
    from slugline.stories import enrich_many as enrich_many
    from slugline.stories import read as read

_PLACES = {
    "slugline.authority": ("GazetteerError",),
    "slugline.broker": ("UnreachableError",),
    "slugline.consuming": ("Message", "consume", "consume_async"),
    "slugline.decoding": ("Record", "decode"),
    "slugline.errors": ("ModelError", "SluglineError"),
    "slugline.feed_choice": ("FEEDS", "UnknownFeedError"),
    "slugline.feed_reader": ("NoFeedError",),
    "slugline.intake.refused": ("Refused",),
    "slugline.loading": ("load",),
    "slugline.parallel": ("ProcessDiedError",),
    "slugline.reading.reader": ("Reader",),
    "slugline.records.alert_event": ("AlertEvent", "AlertFound"),
    "slugline.records.chain_event": ("ChainEvent",),
    "slugline.records.codec": ("encode",),
    "slugline.records.dead_letter": ("DeadLetter",),
    "slugline.records.retraction": ("Retraction",),
    "slugline.records.schema_error": ("SchemaError",),
    "slugline.records.events": (
        "EntityEvent", "Links", "Mention", "PathStep", "QuoteEvent", "Span", "StoryRef", "TopicEvent",
        "TrendEvent", "Window", "Words",
    ),
    "slugline.records.feeds": ("Feed",),
    "slugline.kinds": ("EnrichedStory",),
    "slugline.records.story": ("Dateline", "Pipeline", "Story", "Zone"),
    "slugline.settings": ("SettingsError",),
    "slugline.standing": ("current",),
    "slugline.stories": ("ExtractorWarning", "enrich", "enrich_many", "read"),
}  # fmt: skip
"""Where each name lives; the block above says the same to type checkers, and a test compares them."""

_PLACE = {name: module for module, names in _PLACES.items() for name in names}
__all__ = sorted(_PLACE)


if not TYPE_CHECKING:  # else a name that is not there would be any object to a type checker

    def __getattr__(name: str) -> object:
        if name == "__version__":
            found: object = import_module("slugline.release").VERSION
        elif name in _PLACE:
            found = getattr(import_module(_PLACE[name]), name)
        else:
            raise AttributeError(f"module 'slugline' has no attribute {name!r}")
        globals()[name] = found
        return found


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
