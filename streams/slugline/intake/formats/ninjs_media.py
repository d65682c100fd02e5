"""The captions of ninjs: of an item that is a picture or a video, and of those that a text is sent with."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from slugline.intake.formats.html_paragraphs import Paragraph, looks_like_html, paragraphs
from slugline.intake.formats.json_fields import Item
from slugline.intake.formats.terms import MOST, one_line
from slugline.lang.zone_words import ZoneWords
from slugline.records.codec import Json
from slugline.records.signals import Signal

_WORDS = ZoneWords("ninjs")
_SIGNALS: Mapping[str, Signal] = MappingProxyType(
    {
        **dict.fromkeys(_WORDS.words("pictures"), "picture"),
        **dict.fromkeys(_WORDS.words("videos"), "video"),
        **dict.fromkeys(_WORDS.words("graphics"), "graphic"),
        **dict.fromkeys(_WORDS.words("audios"), "audio"),
    }
)
_ROLES = _WORDS.entries("caption_roles")
"""What the description is called that is a caption, the most telling first."""


def signal_of(item: Item) -> Signal | None:
    """Return what an item is that is no text: a "picture", a "video"; None for all others."""
    kind = item.get("type")
    return _SIGNALS.get(kind.strip().casefold()) if isinstance(kind, str) else None


def captions(item: Item) -> list[Paragraph]:
    """Return the caption of a picture, or the descriptions of a video, as paragraphs; none where it has none.

    One that is there as text and as HTML is told once.
    """
    given = [*_prefixed(item), *_listed(item)]
    best = min((_rank(role) for role, _ in given), default=0)
    text = next((text for role, text in given if _rank(role) == best), "")
    found = paragraphs(text) if looks_like_html(text) or "&" in text else _plain(text)
    return [Paragraph(line, "caption") for one in found if (line := one_line(one.text))]


def sent_with(item: Item) -> list[Paragraph]:
    """Return the captions of the pictures and videos that go with a text; other texts are not looked at."""
    given = item.get("associations")
    several = list(given.values()) if isinstance(given, dict) else given if isinstance(given, list) else []
    found: list[Paragraph] = []
    for one in several[:MOST]:
        if isinstance(one, dict) and signal_of(one):
            found += captions(one)
    return list(dict.fromkeys(found))


def _plain(text: str) -> list[Paragraph]:
    return [Paragraph(part, None) for part in text.split("\n\n")]


def _prefixed(item: Item) -> Iterator[tuple[str, str]]:
    for name, value in item.items():
        if name.startswith("description_") and isinstance(value, str) and value.strip():
            yield name.removeprefix("description_").casefold(), value


def _listed(item: Item) -> Iterator[tuple[str, str]]:
    given: Json = item.get("descriptions")
    for one in given[:MOST] if isinstance(given, list) else ():
        value, role = (one.get("value"), one.get("role")) if isinstance(one, dict) else (None, None)
        if isinstance(value, str) and value.strip():
            yield (role.casefold() if isinstance(role, str) and role else _ROLES[1]), value


def _rank(role: str) -> int:
    return _ROLES.index(role) if role in _ROLES else len(_ROLES)
