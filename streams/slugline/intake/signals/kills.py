"""Kills in copy: a note that withdraws another story, and which one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from slugline.intake.signals.labels import SLUG
from slugline.intake.signals.slug_lines import slug_order
from slugline.lang.zone_words import ZoneWords
from slugline.records.signals import LinkRel, Signal
from slugline.records.story import Link

LOOKED_AT = 1_500
"""Code points from the start of the story."""

_WORDS = ZoneWords("kills")
_URI = r"\b(?:urn:\w|tag:\w|[a-z]{3,5}:\w[\w:./#,=-]{3})[\w:./#,=-]{0,200}\w"
_SAYS: tuple[tuple[Signal, re.Pattern[str]], ...] = (
    ("kill", re.compile(rf"(?i)\b{_WORDS.alternation('kills')}\b")),
    ("withhold", re.compile(rf"(?i)\b{_WORDS.alternation('withholds')}\b")),
)
_THING = re.compile(rf"(?i)\b{_WORDS.alternation('things')}\b")
_ENDS = _WORDS.alternation("slug_ends")
_QUOTED = r"[\"“'‘](?P<quoted>[^\"”’\n]{3,160})[\"”'’]"
_SLUGGED = re.compile(
    rf"\b(?i:{_WORDS.alternation('slugged')})\s*:?\s+(?:{_QUOTED}"
    rf"|(?P<slug>[A-Z0-9](?:[\w&'’/-]|\.(?=\w))*(?:[ ,-]+(?!{_ENDS}\b)[\w&'’/-]+){{0,7}}))"
)
_DIRECT = re.compile(
    rf"\b(?i:{_WORDS.alternation('kills')}|{_WORDS.alternation('withholds')})\s+"
    rf"(?:(?i:{_WORDS.alternation('determiners')}|{_WORDS.alternation('things')})\s+){{0,4}}(?P<slug>{SLUG})"
)


def _at_once(words: str, what: str) -> re.Pattern[str]:
    order, between = _WORDS.alternation(words), _WORDS.alternation("determiners")
    return re.compile(rf"\b(?i:{order})\s+(?:(?i:{between})\s+){{0,2}}{what}")


_AT_ONCE: tuple[tuple[Signal, re.Pattern[str]], ...] = (
    ("kill", _at_once("kills", _URI)),
    ("withhold", _at_once("withholds", _URI)),
)
_AT_ONCE_SLUGS: tuple[tuple[Signal, re.Pattern[str]], ...] = (
    ("kill", _at_once("kills", SLUG)),
    ("withhold", _at_once("withholds", SLUG)),
)
_BARE = (
    re.compile(rf"\b(?i:{_WORDS.alternation('things')})\s+(?P<slug>{SLUG})"),
    re.compile(
        rf"(?<![\w/-])(?P<slug>{SLUG})(?:,[^.;,\n]{{0,60}},)?\s+"
        rf"(?i:{_WORDS.alternation('kills')}|{_WORDS.alternation('withholds')})\b"
    ),
)
"""A slug that stands behind what it is, or in front of what becomes of it: where nothing else names one."""


def _done(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?i)\b{_WORDS.alternation('things')}\s+{_WORDS.alternation(words)}\W*$")


def _of_this(words: str) -> tuple[re.Pattern[str], ...]:
    """Return how a sentence orders it for the story it stands on.

    "Kill this report.", "The story is withdrawn.", and no more; "Please kill.", "Kill the above."; "Story
    killed at the request of police", "This item has been withdrawn, the source recanted", where the thing is
    one that wires send and no article that a magazine withdraws.
    """
    order, please = _WORDS.alternation(words), _WORDS.alternation("please")
    done = f"(?:{order}|{_WORDS.alternation(words + '_done')})"
    this = f"{_WORDS.alternation('this')}\\s+{_WORDS.alternation('things')}"
    above, sent = _WORDS.alternation("above"), _WORDS.alternation("sent")
    why = rf"(?:\W*$|\s*[,–—-]\s|\s+{_WORDS.alternation('reasons')}\b)"
    forms = (
        rf"(?:{please}\s+)?(?:{order}\s+{this}|{this}\s+{done})\W*$",
        rf"(?:{please}\s+{order}(?:\s+{above})?|{order}\s+{above}){why}",
        rf"(?:(?:{please}\s+)?{order}\s+(?:{above}\s+)?{sent}|(?:{above}\s+)?{sent}\s+{done}){why}",
    )
    return tuple(re.compile(rf"(?i)\W*{form}") for form in forms)


_DONE: tuple[tuple[Signal, re.Pattern[str]], ...] = (
    ("kill", _done("kills_done")),
    ("withhold", _done("withholds_done")),
)
_OF_THIS: tuple[tuple[Signal, tuple[re.Pattern[str], ...]], ...] = (
    ("kill", _of_this("kills")),
    ("withhold", _of_this("withholds")),
)
_UNUSED = re.compile(rf"(?i)\W*{_WORDS.alternation('unused')}\W*$")
_HEADLINED = re.compile(rf"\b(?i:{_WORDS.alternation('headlined')})\s*:?,?\s+{_QUOTED}")
_IDENTIFIED = re.compile(
    rf"\b(?i:{_WORDS.alternation('identified')})\s*[:=]?\s+(?P<id>[\w:./#,=-]{{1,200}}\w)"
    rf"|(?P<uri>{_URI})"
)


@dataclass(frozen=True, slots=True)
class Kill:
    """What is to be done with which story."""

    signal: Signal
    links: tuple[Link, ...]


def kill(
    text: str, *, marked: Signal | None, note: str, slug: str | None, about: str | None = None
) -> Kill | None:
    """Return the kill or withhold that ``text``, all a story says, is; None if it is a story.

    ``marked`` is "kill" or "withhold" where a label above says so; ``note`` is what calls editors by name.
    The text below the label, or the note, must say what is to be done with a story; a label with a ``slug``
    in a slug line is enough. ``about`` is what stands behind the label in the headline: the story's slug or
    headline, where nothing else names it.
    """
    start = text[:LOOKED_AT]
    called = note[:LOOKED_AT]
    asked = _said(called) or next((one for one, words in _AT_ONCE_SLUGS if words.search(called)), None)
    signal = marked if marked and (slug or _said(start)) else asked
    if signal is None:
        return None
    links = _targets(start, signal, slug)
    if not links and marked and about:
        links = _linked(signal, [about])
    return Kill(signal, links)


def done(headline: str) -> Signal | None:
    """Return what ``headline`` says was done with a story: "Norvik fire story withdrawn"."""
    return next((name for name, words in _DONE if words.search(headline[-LOOKED_AT:])), None)


def is_unused(line: str) -> bool:
    """Tell whether a line says that something is not for use, and no more."""
    return _UNUSED.match(line) is not None


def of_this(sentence: str) -> Signal | None:
    """Return what a sentence of the note that stands on a story orders for it: "Please kill this story."."""
    if _UNUSED.match(sentence):
        return None if sentence.endswith(":") else "withhold"
    if sentence.endswith("?"):
        return None
    return next((name for name, forms in _OF_THIS if any(form.match(sentence) for form in forms)), None)


def _said(text: str) -> Signal | None:
    named = next((name for name, words in _AT_ONCE if words.search(text)), None)
    return named or next((name for name, words in _SAYS if words.search(text) and _THING.search(text)), None)


def _targets(text: str, signal: Signal, slug: str | None) -> tuple[Link, ...]:
    names = [one["id"] or one["uri"] for one in _IDENTIFIED.finditer(text) if re.search(r"[\d:]", one[0])]
    names += [one["quoted"] or one["slug"] for one in _SLUGGED.finditer(text)]
    names += [one["quoted"] for one in _HEADLINED.finditer(text)]
    names += [one["slug"] for one in _DIRECT.finditer(text)]
    if not (names or slug):
        names += [one["slug"] for form in _BARE for one in form.finditer(text)]
    if slug and not (names and slug_order(slug)):
        names.append(slug)
    return _linked(signal, names)


def _linked(signal: Signal, names: Sequence[str]) -> tuple[Link, ...]:
    rel: LinkRel = "withholds" if signal == "withhold" else "kills"
    tidy = dict.fromkeys(name.strip(" .,/") for name in names)
    return tuple(Link(rel=rel, uri=name) for name in tidy if name)
