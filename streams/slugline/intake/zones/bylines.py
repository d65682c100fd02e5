"""Bylines and date lines: who wrote a story and when, as plain text says it between headline and body."""

import re
from dataclasses import dataclass

from slugline.intake.zones.datelines import AGENCIES
from slugline.intake.zones.dates import dates, day_and_month, without_dates
from slugline.intake.zones.months import MONTHS, WEEKDAYS
from slugline.intake.zones.phrases import SECTIONS
from slugline.intake.zones.wordlists import words

LONGEST = 200
"""Code points; a longer line is no byline."""

_BY = re.compile(
    r"(?i:by-?line|written by|story by|reported by|report by|reporting by|by|texte de|par|von|por|"
    r"de autoria de|escrito por|scritto da|a cura di|di|door|yazan|haber|muhabir|oleh|penulis|"
    r"tekst|autor|autora|автор|"
    r"автори|av|af|przez|opracował|opracowała|text|kirjoittaja|szerző|tác giả|بقلم|記者|文)\s*(?::|"
    r"(?<=\w)\s)\s*",
)
_ROLES = words(
    """
    agencies agency bureau chief columnist contributor contributors correspondent correspondents
    desk editor editorial editors freelance freelancer journalist newsroom photographer redaction
    redacción redação redaktion reporter reporters staff team wire wires writer writers author
    special senior political diplomatic science sports business health environment legal economics
    court foreign
    """
)
_OUTLETS = words(
    """
    agence agency agentur agencia agenzia broadcasting herald media news noticias post presse press radio
    service telegraph television times tribune tv wire
    """
)
_PARTICLES = words(
    """
    af al ap ben bin da dal das de degli dei del della den der des di do dos du e el ibn la las le
    los mac ny o of och san st te ten ter van vom von y zu zum zur 't
    """
)
_FROM = re.compile(r"\s+in(?:\s+[A-ZÀ-ÞĀ-Ž][\w.'’-]*){1,4}(?=\s*$|\s*[,;|]|\s+(?:and|und|et|y|e)\s)")
_ACRONYM = re.compile(r"[A-Z]{2,5}")
_LABEL = re.compile(r"(?i)^(?P<what>source|editors?|edited by|author|writer|reporter)\s*:\s*")
_APART = re.compile(r"\s*[|•·;/\n]\s*|\s+[-–—]+\s+|[-–—]+$|^[-–—]+")
_LISTED = re.compile(r"\s*,\s*|\s+(?:and|und|et|y|e|en|og|och|ve|dan|i|und|и|&|with|con|mit|avec)\s+")


@dataclass(frozen=True, slots=True)
class Byline:
    """What a byline says: the names as written, the first agency or outlet, the first date as ISO 8601."""

    names: tuple[str, ...]
    source: str | None
    published: str | None


def byline(line: str, *, top: bool = True, near: bool = False) -> Byline | None:
    """Return what ``line`` says if the whole of it is a byline, a date line or both; else None.

    ``top`` is False for a line inside the body, where only a line that says "by" counts; ``near`` says that
    the line above or below is a byline, which makes one of a bare name or role ("Europe correspondent").
    """
    if len(line) > LONGEST or line.count("\n") > 2:
        return None
    found = dates(line)
    prefix = _BY.match(line)
    if not prefix and (not top or not (found or near or _named_agency(line))):
        return None
    rest = without_dates(line[prefix.end() :] if prefix else line)
    names, source, strange = credited(_FROM.sub("", rest))
    if not (found or names or _staffed(rest) or (near and not rest.strip(" :"))):
        return None
    if strange and not (near and _staffed(rest)):
        return None
    if not prefix and names and not (found or near or source):
        return None
    return Byline(names, source, next((one.iso for one in found if one.iso), None))


def names_in(text: str) -> tuple[str, ...]:
    """Return the names in a byline known to be one; the whole of it where no name can be told apart."""
    prefix = _BY.match(text)
    bare = (text[prefix.end() :] if prefix else text).strip()
    names, _, strange = credited(_FROM.sub("", bare)[:LONGEST])
    if names and not strange:
        return names
    return (bare,) if bare and not _staff(bare) else ()


def credited(text: str) -> tuple[tuple[str, ...], str | None, bool]:
    """Return the names and the first agency in ``text``, and whether it holds anything that is neither."""
    names: list[str] = []
    source: str | None = None
    strange = False
    for part in (piece for chunk in _APART.split(text) for piece in _LISTED.split(chunk)):
        label = _LABEL.match(part)
        bare = part[label.end() if label else 0 :].strip(" .,:()[]\u00a0-–—")
        folded = bare.casefold()
        if not bare or folded in WEEKDAYS or folded in SECTIONS or _staff(bare) or day_and_month(bare):
            continue
        if label and label["what"][0] in "eE":
            continue
        if folded in AGENCIES or folded.split()[-1] in _OUTLETS or _ACRONYM.fullmatch(bare):
            source = source or bare
        elif is_name(bare):
            names.append(bare)
        elif not (names and _place_like(bare)):
            strange = True
    return tuple(dict.fromkeys(names)), source, strange


def is_name(text: str) -> bool:
    """Tell whether ``text`` has the shape of a person's name: two to five words, capitals first."""
    words = text.split()
    if not 2 <= len(words) <= 5 or len(text) > 60:
        return False
    return all(_name_word(word) for word in words) and any(map(str.isupper, words[-1])) and not _dated(words)


def _name_word(word: str) -> bool:
    bare = re.sub(r"['’ʼ.-]", "", word)
    return bare.isalpha() and (
        word[0].isupper() or word.casefold() in _PARTICLES or word[:2] in ("d'", "d’", "l'", "al", "el")
    )


def _dated(words: list[str]) -> bool:
    return any(word.casefold().strip(".") in MONTHS and len(words) < 3 for word in words[1:]) or any(
        word.casefold() in WEEKDAYS for word in words
    )


def _place_like(text: str) -> bool:
    words = text.split()
    return len(words) <= 5 and all(word[0].isupper() or word in ("in", "of", "de", "à") for word in words)


def _staffed(text: str) -> bool:
    return any(_staff(piece) for chunk in _APART.split(text) for piece in _LISTED.split(chunk))


def _staff(text: str) -> bool:
    words = [word.casefold() for word in re.findall(r"[^\W\d_]+", text)]
    return bool(words) and words[-1] in _ROLES and len(words) <= 5


def _named_agency(line: str) -> bool:
    return any(part.strip(" .()").casefold() in AGENCIES for part in re.split(r"[,|/\n(]|\s[-–—]\s", line))
