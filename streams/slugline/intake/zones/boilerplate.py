"""Boilerplate: what a page or a wire puts around a story - buttons, links, credits, legal notices."""

import re
from collections.abc import Sequence
from functools import lru_cache

from slugline.intake.zones import endings, link_lists
from slugline.intake.zones.captions import is_caption
from slugline.intake.zones.dateline_heads import AGENCIES
from slugline.intake.zones.mastheads import is_masthead, is_named_again, is_site, ranked
from slugline.intake.zones.notices import is_notice
from slugline.intake.zones.page_voice import is_page_voice
from slugline.intake.zones.reader_calls import is_reader_call
from slugline.intake.zones.scenes import ENOUGH, scene
from slugline.intake.zones.tails import CREDIT, LIST_MARKS, is_sentence, tail
from slugline.lang.zone_words import ZoneWords

SHORT = 300
"""Code points; a longer block is furniture only if it credits the desk or is a legal notice at the end."""

LONGEST = 1_000
"""Code points; a longer block is furniture only if it is a legal notice at the end."""

REMEMBERED = 1_024
"""Blocks whose answer is remembered: those of a story or two."""

_TELLING, _LITTLE_ELSE = 12, 20
"""Code points of a set phrase that is a notice alone ("All rights reserved"), of what may stand beside it."""

_LAST = 2
"""Blocks from the end that may be no more than an agency or initials."""

_TAIL = 12
"""Blocks from the end in which legal notices are looked for."""

_EDGES = " \t\u00a0.…:;|>»›→-–—_*#=~•♦◆●▪►■★✓()[]{}<"
"""Cut off both ends before a block is compared: "(ends)", "Read more >", "--- Reuters"."""

_SIGN_OFF = re.compile(
    r"(?i)\W*(?:-?\s?30\s?-|#{2,}|/{2,}\s*\w{0,12}|-{2,}\s*\w{0,12}|={2,}\s*[\w.]{0,12}|/[a-z]{2,4}/|"
    r"(?:[a-z]{2,5}-)?[a-z]{2,4}(?:/[a-z]{2,4})+(?:\s?/{2}\s?[a-z]{2,4})?)\W*"
)
_WORDS = ZoneWords("boilerplate")
_CREDITS = re.compile(
    rf"(?i)^(?:\(\$?1 ?= [^()\n]{{1,60}}\)\s*)?(?P<open>[(\[])?\W{{0,3}}"
    rf"(?:{_WORDS.alternation('credit_frames')} )?(?:{_WORDS.alternation('credit_more')} )?"
    rf"{_WORDS.alternation('credit_verbs')}"
    rf"(?:(?:,|;|/| {_WORDS.alternation('credit_and')}| &) ?\w+)*"
    rf" {_WORDS.alternation('credit_by')}\b"
)
_CREDIT_WORDS = _WORDS.words("credit_words")
_CONTRIBUTED = re.compile(
    rf"[^\"“”]{{3,120}}\b{_WORDS.alternation('contributed')}"
    rf"(?: {_WORDS.alternation('contributed_from')} [\w ,]{{2,60}})?\.?"
)
_SOURCE = re.compile(rf"(?i){_WORDS.alternation('source_labels')} ?: [^.!?]{{2,60}}|(?:©|\(c\) ).{{2,120}}")
_NETWORK = _WORDS.alternation("networks")
_FOLLOW = re.compile(
    rf"(?i){_WORDS.alternation('follow')} [^.!?]{{0,60}}\b{_NETWORK}"
    rf"(?:\b.*[@.]|(?:\W+(?:\w{{1,3}}\s){{0,2}}{_NETWORK})*(?:\W+@\w+)*\W*$)",
    re.DOTALL,
)
_RIGHTS = re.compile(rf"(?i)\b{_WORDS.alternation('rights')}|© ?(?:(?:19|20)\d\d)?")
_SIGNS_OF_RIGHTS = ("©", *sorted({one.rstrip("*") for one in _WORDS.words("rights")}))
_OFFERS = re.compile(rf"(?i)\b{_WORDS.alternation('offers')}\b")
_SPEECH = re.compile(rf"[\"“”«»]|\b{_WORDS.alternation('speech_verbs')}\b")

_FAR = 14
"""Blocks below the name of an outlet within which the headline stands."""

_NEAR = 6
"""Blocks from the start: where none of the others is furniture, the first one is no call to readers."""

_WAY = re.compile(r"\s+[/>»›|]\s+")

_TITLE, _LEAST = 5, 4
"""Words of a headline, at least; of one below a line that names the outlet."""

_MOST_TAIL = 20
"""Lines below a story that are a page's own for the furniture above them."""

_WHOLE = _WORDS.words("whole")
_LISTS = _WORDS.words("lists")
_OPENERS = tuple(_WORDS.words("openers"))


def marks(texts: Sequence[str]) -> list[bool]:
    """Tell for each block of a story whether it is boilerplate. ``texts`` are its blocks, in order."""
    found = [is_furniture(text) or (at > 0 and link_lists.is_labelled(text)) for at, text in enumerate(texts)]
    surely = any(found[1:_NEAR])
    for at, text in enumerate(texts):
        found[at] = found[at] or ((at > 0 or surely) and is_reader_call(text))
    _mark_voices(texts, found)
    last = range(max(1, len(texts) - _TAIL), len(texts))
    near = "\n".join(texts[at][:2000] for at in last).casefold()
    if any(sign in near for sign in _SIGNS_OF_RIGHTS):  # the search takes long, and few stories have one
        for at in last:
            found[at] = found[at] or _is_legal(texts[at])
    for at in range(min(_NEAR, len(texts))):
        found[at] = found[at] or endings.is_contact(texts[at])
    for at in range(max(1, len(texts) - endings.LAST), len(texts)):
        found[at] = found[at] or endings.is_ending(texts[at], last=at >= len(texts) - _LAST)
    if len(texts) > _LAST and endings.is_initialled(texts[-1], texts[-2]):
        found[-1] = True
    first = next(
        (at for at, text in enumerate(texts) if endings.is_closed(text) and text[-1] != ":"), len(texts)
    )
    for at, text in enumerate(texts):
        if at and link_lists.is_heading(text) and at < first:
            found[at] = True
        elif at and link_lists.is_heading(text):
            end = at + 1 + link_lists.titles_after(texts, at)
            found[at:end] = [True] * (end - at)
    for at in range(min(_NEAR, len(texts))):
        found[at] = found[at] or _leads_to(texts[at], texts[at + 1 : at + 1 + _NEAR])
    _mark_mastheads(texts, found, first)
    for at in range(first + 1, len(texts)):
        found[at] = found[at] or (texts[at][0] in endings.SIGNS and endings.is_agency_sign(texts[at]))
    _leave_a_headline(texts, found, first)
    _mark_tail(texts, found)
    below = tail(texts, found)
    found[below:] = [True] * (len(texts) - below)
    end = endings.story_end(texts)
    return found[:end] + [True] * (len(texts) - end)


def _mark_mastheads(texts: Sequence[str], found: list[bool], first: int) -> None:
    """Mark lines near the top that name the outlet, where a line that may be the headline stands below."""
    for at in range(min(_NEAR, first)):
        titles = range(at + 1, min(len(texts), at + 1 + _FAR))
        named = is_masthead(texts[at]) or is_site(texts[at]) or is_named_again(texts[at], texts[:at])
        if not found[at] and named:
            found[at] = any(not found[n] and len(texts[n].split()) >= _LEAST for n in titles)
    for at in ranked(texts[: min(_MOST_TAIL, first)]):
        found[at] = True


def _leads_to(text: str, below: Sequence[str]) -> bool:
    """Whether a line is the way to one ``below`` it: "Home / India News / Mayor quits"."""
    way = _WAY.split(text) if len(text) <= SHORT else []
    return len(way) > 1 and way[-1].casefold() in {line.casefold() for line in below}


def _leave_a_headline(texts: Sequence[str], found: list[bool], first: int) -> None:
    """Take the mark off the first labelled line above the ``first`` sentence where no other is a headline.

    "FACT CHECK: Old video shared as new" has the form of a link.
    """
    lines = range(min(first, _MOST_TAIL, len(texts)))
    if any(
        not found[at] and len(texts[at].split()) >= _TITLE and not is_caption(texts[at], None) for at in lines
    ):
        return
    title = next((at for at in lines if found[at] and link_lists.is_labelled(texts[at])), None)
    if title is not None and first < len(texts):
        found[title] = False


def _mark_voices(texts: Sequence[str], found: list[bool]) -> None:
    """Mark what speaks for the page where something is the page's own for sure; right beside it more so."""
    if not any(found):
        return
    for at, text in enumerate(texts):
        found[at] = found[at] or (at > 0 and is_page_voice(text, alone=True))
    sure = [at for at, mark in enumerate(found) if mark]
    for way in (1, -1):
        for at in sure:
            beside = at + way
            while 0 < beside < len(texts) and not found[beside] and is_page_voice(texts[beside], alone=False):
                found[beside] = True
                beside += way


def _mark_tail(texts: Sequence[str], found: list[bool]) -> None:
    """Mark the lines behind the first furniture below the last paragraph: links, topics, names of buttons.

    Lines of a list, captions and what somebody says stay as they are.
    """
    start = len(texts)
    while start > 1 and (found[start - 1] or not is_sentence(texts[start - 1])):
        start -= 1
    first = next((at for at in range(start, len(texts)) if found[at]), len(texts))
    for at in range(first + 1, min(len(texts), first + 1 + _MOST_TAIL)):
        text = texts[at]
        found[at] = found[at] or (len(text) <= link_lists.LONGEST and not _is_kept(text))


def _is_kept(text: str) -> bool:
    return (
        text[0] in LIST_MARKS
        or text[0].islower()
        or _is_speech(text)
        or (len(text.split()) > CREDIT and is_caption(text, None))
        or scene(text) >= ENOUGH
    )


def is_furniture(text: str) -> bool:
    """Tell whether a block is boilerplate wherever it stands."""
    return len(text) <= LONGEST and _is_furniture(text)


@lru_cache(REMEMBERED)
def _is_furniture(text: str) -> bool:
    """Remembered, since each block is asked for again; a longer one is not, it may be a megabyte."""
    folded = _folded(text)
    if folded in _WHOLE or folded in _LISTS or not any(map(str.isalnum, folded)) or _is_credit(text):
        return True
    if len(text) > SHORT:
        return False
    if (
        _SIGN_OFF.fullmatch(text)
        or _SOURCE.fullmatch(text)
        or _CONTRIBUTED.fullmatch(text)
        or is_notice(text)
    ):
        return True
    return (folded.startswith(_OPENERS) or _FOLLOW.match(text) is not None) and not _is_speech(text)


def _is_credit(text: str) -> bool:
    """Reporting by Ana Silva in Lisbon; editing by ... - in brackets, or names and little else."""
    found = _CREDITS.match(text)
    if not found:
        return False
    if found["open"] and text.rstrip(" .")[-1] in ")]":
        return True
    words = [word for word in re.findall(r"\w+", text[found.end() :]) if word.casefold() not in _CREDIT_WORDS]
    named = sum(word[0].isupper() or word.casefold() in AGENCIES for word in words)
    return bool(words) and named >= 0.7 * len(words)


def _folded(text: str) -> str:
    return text[:SHORT].strip(_EDGES).casefold()


def _is_legal(text: str) -> bool:
    """A legal notice or an offer to readers: a set phrase about rights, and little else or another one."""
    rights = {match.group().casefold() for match in _RIGHTS.finditer(text[:2000])}
    offers = {match.group().casefold() for match in _OFFERS.finditer(text[:2000])}
    longest = max(map(len, rights), default=0)
    if longest >= _TELLING and len(text) - longest <= _LITTLE_ELSE:
        return True
    return bool(rights) and len(rights) + len(offers) >= 2 and not _is_speech(text)


def _is_speech(text: str) -> bool:
    return _SPEECH.search(text[:2000]) is not None
