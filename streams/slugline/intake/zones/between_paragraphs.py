"""Lines of a page between and below its paragraphs that are no sentence: crossheads, links, topics."""

import re
from collections.abc import Sequence

from slugline.intake.zones.blocks import Block, is_list_item
from slugline.intake.zones.bylines import is_ordinary, is_person, says_by
from slugline.intake.zones.dateline_heads import AGENCIES
from slugline.intake.zones.link_lists import is_labelled
from slugline.intake.zones.reader_calls import READERS
from slugline.intake.zones.scenes import is_thing, scene
from slugline.intake.zones.tails import is_sentence
from slugline.lang.zone_words import ZoneWords
from slugline.records.zones import ZoneKind

LONGEST = 160
"""Code points; a longer block is a paragraph."""

CROSSHEAD = 6
"""Words of the longest line that parts a story."""

LONG_CROSSHEAD = 10
"""Words of a crosshead that is a whole sentence, as some agencies have them."""

TITLE = 4
"""Words of the longest crosshead right below furniture; of more words is the title of another story."""

_SMALL = 4
"""Letters of a word that begins with a small letter in a title, too."""

LONGEST_TITLE = 12
"""Words of the longest title of another story below its heading."""

TAG = 3
"""Words of the longest topic in small letters."""

LEAST = 4
"""Words of the title of another story."""

FEW_LAST, SHORT_LAST = 3, 60
"""Lines that are a page's own below copy of which nothing else tells a page, and their code points."""

MOST = 12
"""Lines in a row; more of them are a table or a list of the story's own."""

_BOILERPLATE: ZoneKind = "boilerplate"
_CLOSING = "\"'”’»)]"
_STOPS = ".!?…:;,。！？—–-"
_SPOKEN = '"“”'
"""What a quotation begins and ends with."""
_OPENS = "'‘“\"#¿¡["
_QUOTED = re.compile(r"[\"“«‘][^\"“”«»]*[\"”»’]")
_POSTED = re.compile(r"\w://|\bpic\.|\S\s?@\w|\w\s?#\w")
"""What people post elsewhere, with addresses and marks in it, is the story's to quote."""

_MARKS = re.compile(r"[#@!?:\"“”]|pic\.")
_PERSONS = READERS | ZoneWords("reader_calls").words("selves")
_TELLING = ZoneWords("captions").words("articles") | ZoneWords("captions").words("no_scene")
_NO_END = ZoneWords("captions").words("articles") | ZoneWords("captions").words("where")
_TENSES = ZoneWords("captions").words("no_scene")
_SPEECH = re.compile(r"[\"“”«»]")
_FIGURE = re.compile(r"(?<!\w)\d[\d.,]*")


def lines_between(
    blocks: Sequence[Block], furniture: Sequence[bool], *, page: bool, captioned: bool = False
) -> dict[int, ZoneKind]:
    """Return the kinds of the lines among ``blocks``, which follow the top of a story, by their index.

    A line is no sentence and no item of a list. Between paragraphs a short one alone is a crosshead
    ("section"), several are links; below the last paragraph all are the page's. ``page`` says that what
    stands above is a page's, ``captioned`` that it has captions; where neither that nor furniture among them
    tells a page, nothing is told.
    """
    found: dict[int, ZoneKind] = {}
    at = 0
    while at < len(blocks):
        end = at
        while end < len(blocks) and (furniture[end] or _is_line(blocks, end)):
            end += 1
        if end > at:
            linked = {n: _BOILERPLATE for n in range(at, end) if _is_enclosed(blocks, n, furniture)}
            found |= linked
            lines = [n for n in range(at, end) if not furniture[n] and n not in linked]
            scraped = page or len(lines) < end - at
            if not scraped and end == len(blocks) and _are_signs(blocks, lines):
                found |= dict.fromkeys(lines, _BOILERPLATE)
            if lines and at and scraped and len(lines) <= MOST and not _goes_on(blocks[at - 1].text):
                furnished = lines[0] > 0 and furniture[lines[0] - 1]
                found |= _told(
                    blocks,
                    lines,
                    last=end == len(blocks),
                    furnished=furnished,
                    page=page,
                    captioned=captioned,
                )
        at = end + 1
    return found


def _are_signs(blocks: Sequence[Block], lines: Sequence[int]) -> bool:
    """Whether a few short lines below the last sentence of other copy are none of it, but who supplied it.

    What somebody is called may be the writer, and what has figures a table. Below a paragraph that is one
    quotation it is who said that.
    """
    if not 0 < len(lines) <= FEW_LAST or lines[0] < 2:
        return False
    above = blocks[lines[0] - 1].text
    if above[0] in _SPOKEN and above[-1] in _SPOKEN:
        return False
    return above[-1] in '."”' and all(
        len(blocks[at].text) <= SHORT_LAST
        and len(blocks[at].text.split()) <= CROSSHEAD
        and not (
            blocks[at].text[0] in _OPENS
            or blocks[at].text[0].islower()
            or blocks[at].text[-1] == ")"
            or _FIGURE.search(blocks[at].text)
        )
        and not is_person(blocks[at].text)
        for at in lines
    )


def _is_enclosed(blocks: Sequence[Block], at: int, furniture: Sequence[bool]) -> bool:
    """Whether a line as long as a title stands between two short ones of the page's own: a link."""
    if furniture[at] or not 0 < at < len(blocks) - 1 or not (furniture[at - 1] and furniture[at + 1]):
        return False
    beside = (blocks[at - 1].text, blocks[at + 1].text)
    return LEAST <= len(blocks[at].text.split()) <= LONGEST_TITLE and all(
        len(text.split()) <= CROSSHEAD for text in beside
    )


def _alone(text: str, *, below: bool, page: bool, captioned: bool) -> ZoneKind | None:
    """What a line alone between paragraphs is; ``below`` says that the page's own stands right above it.

    As long as no crosshead is, it is one more caption of a page that has some (``captioned``).
    """
    words = len(text.split())
    if (text[0] == "[" and text[-1] == "]") or _is_signed(text) or (page and _is_labelled(text)):
        return "boilerplate"
    if words > TITLE and not _is_posted(text):
        if page and text.isupper() and not any(map(str.isdigit, text)):
            return "boilerplate"
        if below and words <= LONGEST_TITLE:
            return "boilerplate"
        shown = scene(text, wide=True) > (0 if words > CROSSHEAD else 1) or is_thing(text)
        longest = CROSSHEAD if captioned and _tells(text) else LONG_CROSSHEAD
        if page and (words > longest or shown) and not _is_titled(text):
            return "caption"
    return "section" if words <= CROSSHEAD else None


def _tells(text: str) -> bool:
    """Whether an article or a tense is in a line, which titles and crossheads do without."""
    return not _TELLING.isdisjoint(text.casefold().split())


def _is_signed(text: str) -> bool:
    """Whether a line is an agency, or a code of one word: "GNA", "MNA/6203344"."""
    coded = " " not in text and any(map(str.isdigit, text)) and sum(map(str.isupper, text)) > 1
    return (text.isupper() and text.casefold() in AGENCIES) or coded


def _is_labelled(text: str) -> bool:
    """Whether a few words of any language's lists stand in front of a title: "Background: Bus sold"."""
    label, colon, title = text.partition(": ")
    words = label.split()
    return (
        colon != ""
        and 0 < len(words) <= TITLE
        and len(title.split()) > TAG
        and title[0].isupper()
        and title[-1] not in _STOPS.replace("?", "")
        and all(word[0].islower() for word in words[1:])
        and all(map(is_ordinary, words))
    )


def _is_titled(text: str) -> bool:
    """Whether all but the short words begin with a capital, as in the title of another story."""
    words = text.split()
    return all(not word[0].islower() for word in words if len(word) > _SMALL) and _TENSES.isdisjoint(words)


def _is_posted(text: str) -> bool:
    """Whether somebody speaks of themselves, or to others, as in what people post elsewhere."""
    return bool(_MARKS.search(text) or not _PERSONS.isdisjoint(text.casefold().replace("’", "'").split()))


def _is_caption_like(text: str) -> bool:
    """Whether a line is longer than a crosshead and no title: one of several captions in a row."""
    words = text.split()
    return (
        len(words) > CROSSHEAD
        and words[-1] not in _NO_END
        and not (_is_titled(text) or _is_posted(text) or is_labelled(text))
    )


def _told(
    blocks: Sequence[Block],
    lines: Sequence[int],
    *,
    last: bool,
    furnished: bool,
    page: bool,
    captioned: bool,
) -> dict[int, ZoneKind]:
    texts = [blocks[at].text for at in lines]
    figures = [len(_FIGURE.findall(text)) for text in texts]
    if sum(count > 1 for count in figures) > 1 or (len(texts) > 1 and all(figures)):
        return {}
    if last and any(text[0] in '"“«' for text in texts):
        return {}
    if last:
        kept = is_person(texts[0]) or texts[0][0].isdigit()
        return dict.fromkeys(lines[kept:], "boilerplate")
    if len(lines) == 1:
        kind = (
            None
            if texts[0][0].islower()
            else _alone(texts[0], below=furnished, page=page, captioned=captioned)
        )
        return {lines[0]: kind} if kind else {}
    if page and not furnished and all(map(_is_caption_like, texts)):
        return dict.fromkeys(lines, "caption")
    if _QUOTED.fullmatch(texts[0]):  # a quote set apart, and who said it
        return {}
    titles = [len(text.split()) >= LEAST for text in texts[1:]]
    linked = lines[-1] - lines[0] >= len(lines) or all(titles)
    return dict.fromkeys(lines, "boilerplate") if linked and len(texts[0].split()) <= CROSSHEAD else {}


def _is_line(blocks: Sequence[Block], at: int) -> bool:
    text = blocks[at].text
    return (
        blocks[at].role is None
        and len(text) <= LONGEST
        and "\n" not in text
        and (text[0].isupper() or text[0].isdigit() or text[0] in _OPENS or _is_tag(text))
        and not (_POSTED.search(text) or says_by(text))
        and (not _SPEECH.search(text) or (text[0] in _OPENS and text[-1] in _CLOSING))
        and text.rstrip(_CLOSING)[-1:] not in _STOPS
        and not is_sentence(text)
        and not is_list_item(blocks, at)
    )


def _is_tag(text: str) -> bool:
    return text[0].islower() and len(text.split()) <= TAG


def _goes_on(above: str) -> bool:
    """Whether the paragraph above announces what follows, or is a quote that the line below may attribute."""
    return above[-1] in ":,;–—-" or _QUOTED.fullmatch(above) is not None
