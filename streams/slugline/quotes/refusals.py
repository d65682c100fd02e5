"""Refusals: quoted words that nobody says - titles of works, nicknames, words mentioned as words, scare
quotes."""

import re

from slugline.quotes import phrases
from slugline.quotes.paragraph import Line
from slugline.quotes.pieces import Said
from slugline.quotes.quote_marks import Quoted
from slugline.reading import tags
from slugline.reading.tags import (
    ADVERB,
    AUXILIARY,
    BE,
    CAPITAL,
    COORDINATOR,
    DETERMINER,
    ED,
    FUNCTION,
    PREPOSITION,
    SPEAKS,
    WALL,
)
from slugline.records.story import Zone

WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
SMALL = FUNCTION["small"]
WORKS = FUNCTION["work"]
MAKERS = FUNCTION["maker"]
MENTION = FUNCTION["mentioned"]
NAMING = FUNCTION["naming"]
AS = FUNCTION["as"]
PARTICLE = FUNCTION["name particle"]
AGENT = FUNCTION["speaking"] | FUNCTION["having"]
SHOUTS = FUNCTION["utters behind a comma"]
PHOTO = "|".join(FUNCTION["photo credit"])
CREDIT = re.compile(
    rf"(?:\(\s*[^()]{{2,60}}(?:/\s?[A-Z][^()]{{1,40}}|\b(?:{PHOTO})\b[^()]{{0,20}}"
    rf"|(?:{PHOTO.upper()})[^()]{{0,20}}"
    rf"|\b(?:{'|'.join(FUNCTION['gave a photo'])})"
    rf"|\b(?:{'|'.join(FUNCTION['sent a photo'])})[^()]{{0,40}})\s*\)"
    rf"|\b[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){{0,3}}\s?/\s?(?:(?:{'|'.join(FUNCTION['the']).upper()}) )?"
    r"[A-Z][\w.]+(?: [A-Z][\w.]+){0,3})"
    r"\.?(?:\s+\d+:\d\d)?$"
)
ONE_PERSON = frozenset("mfp")
"""The letters of nouns for one human being."""
LONGEST_CAPTION = 600
"""A caption has at most this many characters."""
CREDIT_REACH = 120
"""How many characters before its end a paragraph is searched for the credit."""


def shape(text: str, quoted: Quoted, headline: bool) -> bool:
    """Return whether the quotation can be told to be no speech by its shape and neighbours alone."""
    inner = text[quoted.first : quoted.last]
    found = WORD.findall(inner)
    if not found:
        return True
    before = WORD.findall(text[max(0, quoted.start - 40) : quoted.start])[-3:]
    after = text[quoted.end : quoted.end + 1]
    if _nickname(text, quoted, found) or _before_maker(text, quoted, found):
        return True
    if len(found) <= 4 and before and before[-1].lower() in MENTION and inner[-1] not in "!?":
        return not _active(before)
    if headline or after == ":" or (before and _utters(before[-1].lower())):
        return False
    return _title(inner, found, before, text, quoted)


def _active(before: list[str]) -> bool:
    """Return whether a naming verb has a subject before it ("whom he dubbed"): then somebody says the
    name."""
    if before[-1].lower() not in NAMING or len(before) < 2:
        return False
    return before[-2].lower() in AGENT or before[-2][0].isupper()


def _utters(word: str) -> bool:
    """Return whether a verb right before the quotation brings spoken or written words, not a title."""
    forms = tags.verb_forms().get(word, ())
    return any("q" in form.verb.frames and not form.verb.particle for form in forms)


def _nickname(text: str, quoted: Quoted, found: list[str]) -> bool:
    left, right = text[max(0, quoted.start - 2) : quoted.start], text[quoted.end : quoted.end + 2]
    after = WORD.match(text, quoted.end + 1, quoted.end + 30)
    named = right[1:].isupper() or (after is not None and after.group().partition("-")[0] in PARTICLE)
    return (
        len(found) <= 3
        and all(word[0].isupper() or word in SMALL for word in found)
        and len(left) == 2
        and left[0].isalpha()
        and left[1] == " "
        and right[:1] == " "
        and named
        and WORD.findall(text[max(0, quoted.start - 30) : quoted.start])[-1][0].isupper()
        and text[quoted.last - 1] not in ".,!?"
    )


def _before_maker(text: str, quoted: Quoted, found: list[str]) -> bool:
    """Return whether the words are the title of a work before who made it ("River Road" director Ana Paz), or
    another name of several words before who is of it ("Morning Star" captain Ana Paz)."""
    big = [word for word in found if word.lower() not in SMALL]
    titled = bool(big) and all(word[0].isupper() or word[0].isdigit() for word in big)
    after = (
        WORD.match(text, quoted.end + 1, quoted.end + 30)
        if text[quoted.end : quoted.end + 1] == " "
        else None
    )
    if not titled or after is None or text[quoted.last - 1] in ",.!?":
        return False
    named = len(big) > 1 and text[after.end() : after.end() + 2].strip().isupper()
    return after.group() in MAKERS or (named and tags.nouns().get(after.group()) in ONE_PERSON)


def _title(inner: str, found: list[str], before: list[str], text: str, quoted: Quoted) -> bool:
    """Return whether the words are in title case, as the titles of works are."""
    body = inner.rstrip(",.")
    if any(sign in body for sign in ".?!;") and len(found) > 3:
        return False
    big = [word for word in found if word.lower() not in SMALL]
    if not big or not all(word[0].isupper() or word[0].isdigit() for word in big):
        return False
    near = {word.lower() for word in before}
    if len(found) == 1:
        return bool(near & WORKS)
    lead = text[max(0, quoted.start - 2) : quoted.start]
    if lead[:1] in ".?!" and lead[-1:] == " " and inner[-1:] in ",.?!":
        return False
    if lead[:1] in (":",) or (before and lead[:1] == "," and before[-1].lower() in SHOUTS):
        return False
    return quoted.start > 0 and text[quoted.start - 1] == " " and not lead.startswith("\n")


def _adjectival(said: Said) -> bool:
    """Return whether the quotation stands like an adjective before a noun (the "if/then" candidates)."""
    line, at = said.line, said.at
    if at == 0 or at + 1 >= len(line):
        return False
    other = CAPITAL | PREPOSITION | WALL | COORDINATOR | AUXILIARY | ADVERB
    return not line.has(at + 1, other) and line.low[at - 1] not in (",", ":")


def crosshead(text: str, start: int, end: int, quoted: Quoted) -> bool:
    """Return whether a short single-quoted paragraph is a heading taken from what is said below."""
    alone = not text[start : quoted.start].strip() and not text[quoted.end : end].strip(" .")
    return alone and quoted.single and len(WORD.findall(text[quoted.first : quoted.last])) <= 7


def refused(text: str, said: Said) -> bool:
    """Return whether a quotation that no cue claims is a scare quote: short, and nobody in its sentence
    speaks."""
    quoted = said.quotations[0]
    found = WORD.findall(text[quoted.first : quoted.last])
    line, at = said.line, said.at
    if at > 1 and line.has(at - 1, DETERMINER) and line.low[at - 2] in AS and _taken_as(line, at - 2):
        return True
    if said.subject is None:
        return len(found) <= 6
    if len(found) <= 3 and _adjectival(said):
        return True
    if not said.line.has(phrases.head(said.line, said.subject), SPEAKS | CAPITAL):
        return len(found) <= 5
    return len(found) <= 2


def _taken_as(line: Line, last: int) -> bool:
    """Return whether the sentence of item ``last`` tells before it how somebody was known or seen."""
    begin = line.sentences[line.sentence_of(last)][0]
    return any(line.has(at, ED) and line.has(at - 1, BE) for at in range(begin + 1, last))


def credited(text: str, zone: Zone) -> bool:
    """Return whether the paragraph ends with a photo credit: "(Ann Roe/Wire Photos)", "ANN ROE/THE WIRE"."""
    if zone.kind == "caption":
        return True
    near = max(zone.start, zone.end - CREDIT_REACH)
    if zone.end - zone.start > LONGEST_CAPTION:
        return False
    if not any(text.find(sign, near, zone.end) >= 0 for sign in "(/"):  # no mutant: only a limit of work
        return False
    return CREDIT.search(text, near, zone.end) is not None
