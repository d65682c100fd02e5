"""Templates filled: stories with what must come out of them, the same for the same seed."""

import re
from dataclasses import dataclass
from random import Random

from tests.quality.attribution_templates.filling import Filling
from tests.quality.attribution_templates.template import Speaker, Template, templates

Span = tuple[int, int]
PER_TEMPLATE = 22
"""Stories of each template; with both halves there are over 3,000."""

_TAG = re.compile(r"<(/?)(no|[sh]?\d)>")
_AFTER = (
    "A decision is expected next month.", "The case has drawn wide attention in {city}.",
    "More hearings are planned for the autumn.", "Traffic in the centre of {city} was light.",
)  # fmt: skip


@dataclass(frozen=True)
class Expected:
    """A quote that must come out, or may."""

    pieces: tuple[Span, ...]
    names: tuple[str | None, ...]
    words: tuple[Span, ...]
    """The widest that may be named as its speaker, each a place where that speaker is named."""
    cores: tuple[Span, ...]
    """What of the widest must be named; where it has none of these, its last word."""
    stance: str
    optional: bool


@dataclass(frozen=True)
class Story:
    """A story and what must come out of it."""

    id: str
    kind: str
    text: str
    quotes: tuple[Expected, ...]
    never: tuple[str, ...]
    no_quote: tuple[Span, ...]
    words_count: bool


def stories(seed: int, half: str, kind: str | None = None) -> list[Story]:
    """Return the stories of a half, or of one kind of it."""
    return [
        story(template, seed, number)
        for template in templates(half)
        if kind in (None, template.kind)
        for number in range(PER_TEMPLATE)
    ]


def story(template: Template, seed: int, number: int) -> Story:
    """Return one filled template."""
    name = f"{template.half}/{template.kind}/{template.name}/{number}"
    rng = Random(f"{seed}:{name}")
    filling = Filling(rng, template.people)
    marked = filling.fill(_dressed(template, rng))
    try:
        text, spans = _unmarked(marked)
        quotes = tuple(_expected(speaker, spans, filling) for speaker in template.speakers)
    except (KeyError, IndexError) as error:
        raise ValueError(f"{name}: mark {error} is missing or not closed") from error
    if unnamed := {key for key in spans if key.isdigit()} - {speaker.key for speaker in template.speakers}:
        raise ValueError(f"{name}: quotes without a speaker line: {sorted(unnamed)}")
    if "wrap" in template.flags:
        text = _wrapped(text, rng.choice((58, 66, 74)))
    if "straight" not in template.flags and rng.random() < 0.35:
        text = _curly(text)
    never = tuple(filling.fill(one) for one in template.never)
    no_quote = tuple(spans.get("no", ()))
    return Story(name, template.kind, text, quotes, never, no_quote, "words" in template.flags)


def _dressed(template: Template, rng: Random) -> str:
    """Return the text with a headline and narrating paragraphs around it, or without."""
    text = template.text
    if "bare" in template.flags:
        return text
    if "own" in template.flags:
        return f"{text}\n\n<no>{rng.choice(_AFTER)}</no>" if rng.random() < 0.4 else text
    if rng.random() < 0.25:
        text = f"<no>{{fill8}}</no>\n\n{text}"
    if rng.random() < 0.4:
        text = f"{text}\n\n<no>{{fill9}}</no>"
    return f"<no>{{head}}</no>\n\n{text}" if rng.random() < 0.45 else text


def _unmarked(marked: str) -> tuple[str, dict[str, list[Span]]]:
    """Return the text without marks, and the stretches of each mark."""
    text = ""
    last = 0
    opened: dict[str, int] = {}
    spans: dict[str, list[Span]] = {}
    for tag in _TAG.finditer(marked):
        text += marked[last : tag.start()]
        last = tag.end()
        if tag[1]:
            spans.setdefault(tag[2], []).append((opened.pop(tag[2]), len(text)))
        else:
            opened[tag[2]] = len(text)
    if opened:
        raise KeyError(*opened)
    return text + marked[last:], spans


def _expected(speaker: Speaker, spans: dict[str, list[Span]], filling: Filling) -> Expected:
    names = tuple(None if name == "-" else filling.fill(name) for name in speaker.names)
    return Expected(
        pieces=tuple(spans[speaker.key]),
        names=names,
        words=tuple(spans.get(f"s{speaker.key}", ())),
        cores=tuple(spans.get(f"h{speaker.key}", ())),
        stance="denied" if "denied" in speaker.flags else "said",
        optional="optional" in speaker.flags,
    )


def _wrapped(text: str, width: int) -> str:
    """Return the text with lines of about ``width``, each break instead of a blank."""
    letters = list(text)
    start, blank = 0, -1
    for at, letter in enumerate(text):
        if letter == "\n":
            start, blank = at + 1, -1
        elif letter == " ":
            blank = at
        if at - start >= width and blank >= 0:
            letters[blank] = "\n"
            start, blank = blank + 1, -1
    return "".join(letters)


def _curly(text: str) -> str:
    """Return the text with typographic marks, of the same length."""
    text = re.sub(r'(?<![^\s(—–\[“‘"])"', "“", text)
    text = re.sub(r"(?<![^\s(—“])'(?=\w)", "‘", text)
    return text.replace('"', "”").replace("'", "’")
