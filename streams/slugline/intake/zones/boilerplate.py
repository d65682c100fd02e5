"""Boilerplate: what a page or a wire puts around a story - buttons, links, credits, legal notices."""

import re
from collections.abc import Sequence

from slugline.intake.zones.phrases import LISTS, OPENERS, WHOLE
from slugline.intake.zones.wordlists import words

SHORT = 300
"""Code points; a longer block is furniture only if it credits the desk or is a legal notice at the end."""

LONGEST = 1_000
"""Code points; a longer block is furniture only if it is a legal notice at the end."""

_LINK = 160
"""Code points of the longest line taken for a link in a list of links."""

_TELLING, _LITTLE_ELSE = 12, 20
"""Code points of a set phrase that is a notice alone ("All rights reserved"), of what may stand beside it."""

_TAIL = 12
"""Blocks from the end in which lists of links and notices are looked for."""

_EDGES = " \t\u00a0.…:;|>»›→-–—_*#=~•()[]{}<"
"""Cut off both ends before a block is compared: "(ends)", "Read more >", "--- Reuters"."""

_SIGN_OFF = re.compile(
    r"(?i)\W*(?:-?\s?30\s?-|#{2,}|/{2,}\s*\w{0,12}|-{2,}\s*\w{0,12}|"
    r"(?:[a-z]{2,4}-)?[a-z]{2,4}(?:/[a-z]{2,4})+)\W*"
)
_CREDITS = re.compile(
    r"(?i)^(?:\(\$?1 ?= [^()\n]{1,60}\)\s*)?"
    r"(?P<open>[(\[])?\W?(?:this (?:article|report|story) was )?(?:additional |with )?"
    r"(?:reporting|writing|written|editing|edited|compiled|produced|filmed|video|words|photographs|photos)"
    r"(?:(?:,|;|/| and| &) ?\w+)* (?:by|from)\b"
)
_CREDIT_WORDS = words(
    """
    additional and by editing in reporting writing
    """
)
_CONTRIBUTED = re.compile(
    r"[^\"“”]{3,120}\bcontributed (?:reporting|to this (?:report|story|article))"
    r"(?: (?:from|in) [\w ,]{2,60})?\.?"
)
_SOURCE = re.compile(
    r"(?i)(?:sources?|quellen?|fuentes?|fontes?|kaynak|источник) ?: [^.!?]{2,60}|(?:©|\(c\) ).{2,120}"
)
_FOLLOW = re.compile(
    r"(?i)^(?:why not )?(?:follow|find|like) [^.!?]{0,60}\b(?:facebook|twitter|instagram|youtube|telegram)\b"
)
_RIGHTS = re.compile(
    r"(?i)\b(?:all rights reserved|may not be (?:published|reproduced|republished|redistributed|broadcast)|"
    r"terms (?:of use|and conditions)|privacy policy|copyright|our (?:website|app|newsletter)|"
    r"website contains|contact us|trust principles|syndicated feed|auto-generated|not been edited|"
    r"app store|google play|"
    r"tous droits (?:de reproduction|réservés)|droits de reproduction|alle rechte vorbehalten|nachdruck|"
    r"todos los derechos reservados|prohibida (?:la|su) reproducción|todos os direitos reservados|"
    r"tutti i diritti riservati|riproduzione riservata|alle rechten voorbehouden|tüm hakları saklıdır|"
    r"wszelkie prawa zastrzeżone|все права защищены|hak cipta|dilarang|无断|未经授权|無断転載)"
    r"|© ?(?:(?:19|20)\d\d)?"
)
_OFFERS = re.compile(
    r"(?i)\b(?:subscri(?:be|bers?|ptions?)|newsletters?|licen[cs]ing|syndication|cookies|whatsapp channel|"
    r"republished|redistribut(?:ed|ion)|reproduc(?:ed|tion)|permission|consent|abonn\w+|suscri\w+|"
    r"assinantes?|abbonati|abone\w*)\b"
)


def marks(texts: Sequence[str]) -> list[bool]:
    """Tell for each block of a story whether it is boilerplate. ``texts`` are its blocks, in order."""
    found = [is_furniture(text) for text in texts]
    start = max(1, len(texts) - _TAIL)
    for at in range(start, len(texts)):
        if not found[at]:
            found[at] = _is_notice(texts[at])
    for at in range(start, len(texts)):
        if _folded(texts[at]) in LISTS and all(map(_is_link, texts[at + 1 :])):
            return found[:at] + [True] * (len(texts) - at)
    return found


def is_furniture(text: str) -> bool:
    """Tell whether a block is boilerplate wherever it stands."""
    if len(text) > LONGEST:
        return False
    folded = _folded(text)
    if folded in WHOLE or folded in LISTS or not any(map(str.isalnum, folded)) or _is_credit(text):
        return True
    if len(text) > SHORT:
        return False
    if _SIGN_OFF.fullmatch(text) or _SOURCE.fullmatch(text) or _CONTRIBUTED.fullmatch(text):
        return True
    return (folded.startswith(OPENERS) or _FOLLOW.match(text) is not None) and not _is_speech(text)


def _is_credit(text: str) -> bool:
    """Reporting by Ana Silva in Lisbon; editing by ... - in brackets, or names and little else."""
    found = _CREDITS.match(text)
    if not found:
        return False
    if found["open"] and text.rstrip(" .")[-1] in ")]":
        return True
    words = [word for word in re.findall(r"\w+", text[found.end() :]) if word.casefold() not in _CREDIT_WORDS]
    return bool(words) and sum(word[0].isupper() for word in words) >= 0.7 * len(words)


def _folded(text: str) -> str:
    return text[:SHORT].strip(_EDGES).casefold()


def _is_link(text: str) -> bool:
    return len(text) <= _LINK or is_furniture(text) or _is_notice(text)


def _is_notice(text: str) -> bool:
    """A legal notice or an offer to readers: a set phrase about rights, and little else or another one."""
    rights = {match.group().casefold() for match in _RIGHTS.finditer(text[:2000])}
    offers = {match.group().casefold() for match in _OFFERS.finditer(text[:2000])}
    longest = max(map(len, rights), default=0)
    if longest >= _TELLING and len(text) - longest <= _LITTLE_ELSE:
        return True
    return bool(rights) and len(rights) + len(offers) >= 2 and not _is_speech(text)


def _is_speech(text: str) -> bool:
    return re.search(r"[\"“”«»]|\b(?:said|says|told)\b", text[:2000]) is not None
