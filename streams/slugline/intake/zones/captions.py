"""Captions: what stands below a picture, copied into the text together with its credit."""

import re

from slugline.intake.zones.bylines import is_name, is_outlet, is_person, running, says_by
from slugline.intake.zones.dateline_heads import AGENCIES
from slugline.intake.zones.datelines import lone
from slugline.intake.zones.remembered import remembered
from slugline.intake.zones.scenes import on_one_line
from slugline.lang.zone_words import ZoneWords

LONGEST = 700
"""Code points; a longer block is no caption."""

_SHORTEST_HEADLINE = 20
"""Code points; a shorter headline may well be how a paragraph of the body begins."""

_LONG, _BRIEF, _SHORT = 350, 220, 130
"""Code points of the longest caption that only a name or agency at its end tells; a dash before it is less
telling: stories end so, too."""

_LONGEST_COUNTER, _LONGEST_GIVEN = 20, 24

_TAIL = 110
"""Code points of the longest credit behind a caption."""

_WORDS = ZoneWords("captions")
_FILE = _WORDS.alternation("file")
_ALONE = _WORDS.words("alone")
_LABELS = _WORDS.words("labels")
_COMMA = _WORDS.words("labels_comma")
_NUMBERED = re.compile(
    rf"\d{{1,3}} ?(?i:{_WORDS.alternation('numbered')}|/) ?\d{{1,3}}\s*[.|:)]\s+(?=[A-Z\"“])"
)
_OPENS_CAPTION = _WORDS.words("captions_comma")
_STARTS = re.compile(
    rf"(?i){_FILE}\s*{_WORDS.alternation('file_kinds')}?\s*[:–—]|{_FILE} - |"
    rf"{_WORDS.alternation('file_photo')}(?!\w)|{_WORDS.alternation('given_photo')}\s?[:–—-]\s|"
    rf"[(\[]?{_WORDS.alternation('labels')}\s*(?::|/)|{_WORDS.alternation('labels_comma')}, |"
    rf"\d{{1,3}} ?(?:{_WORDS.alternation('numbered')}|/) ?\d{{1,3}}(?:\s*[.|:)]\s|$)|"
    rf"(?-i:[(\[]?(?i:{_WORDS.alternation('pictures')}\s+{_WORDS.alternation('pictures_by')})\s+[A-Z@])|"
    rf"(?-i:(?i:{_WORDS.alternation('alone')})\s+[A-Z\"“])"
)
_NAME = r"[A-Z][\w.'’-]+(?: [A-Za-z][\w.'’-]*){0,4}"
_WHO = rf"(?:{_NAME}|@\w+)"
_ENDS = re.compile(
    rf"(?:\b{_WORDS.alternation('agencies')}/[A-Z][^\n/]{{1,60}}(?:/[^\n/]{{2,30}})?"
    rf"|[(\[]\s?{_WORDS.alternation('brackets')}\b[^()\[\]\n]{{0,80}}[)\]]"
    rf"|(?:/|{_WORDS.alternation('via')} )\s?{_WORDS.alternation('agencies_last')}"
    rf"|\(\s?{_WORDS.alternation('brackets_open')}[^()\n]{{0,40}}"
    rf"|[.!?”\"]\s?©\s?{_NAME}(?:,\s{_NAME})?)\)?\s?\.?$"
)
_LABELLED_END = re.compile(
    rf"(?:^|[\s|.,;–—-])(?i:{_WORDS.alternation('credit_labels')})\s?(?::|(?:…|\.{{3}})(?=\w)|\s[/|])\s?{_WHO}"
    rf"(?:\s?[/,|]\s?{_NAME}|\s?/\s?[\w.'’-]+(?: [\w.'’-]+)?){{0,2}}\s?\.?$"
)
_CREDITED_END = re.compile(
    rf"(?:[.!?”\"]\s+(?:[—–-]+\s?)?|\w\s*[|•·—]\s*|\w\s+(?=[A-Z])|[\s.](?=©|\())"
    rf"(?:(?=[A-Z])(?i:{_WORDS.alternation('pictures')}\s+{_WORDS.alternation('pictures_by')})\s+|©\s?"
    rf"|\((?i:{_WORDS.alternation('given')})\s)(?P<who>{_NAME}(?:\s?[/,|]\s?{_NAME}){{0,2}})\)?$"
)
_MAKER = re.compile(rf"(?P<who>{_NAME})(?:,|\s?[/|•·]|\s[-–—])\s?(?P<outlet>{_NAME})")
_GIVEN = _WORDS.words("given")
_NAMED_END = re.compile(rf"(?:[.!?”\"]\s+(?i:{_WORDS.alternation('signed')})\s|\w\s?[•|]\s)(?P<who>{_NAME})$")
_LABELLED_CREDIT = re.compile(
    rf"(?:(?i:{_WORDS.alternation('labels')})\s?:|©)\s?{_WHO}(?:\s?[/,|]\s?[\w.'’ -]{{2,40}}){{0,3}}\.?"
)
_OPENS = re.compile(rf"(?i){_WORDS.alternation('captions_start')}(?!\w)")
_BEHIND = re.compile(r"[.!?\"”)]\s+(?P<who>[A-Z][\w-]+(?: [A-Z][\w-]+){0,3})$")
_PHOTO = re.compile(rf"(?i)\s*\b{_WORDS.alternation('pictures')}$")
_APART = re.compile(r"\s?[/|]\s?|,\s")
_FEWEST = 6
"""Words of the longest line that no name in brackets behind it makes a caption."""

_NAMED_FOR = re.compile(rf"(?P<who>{_NAME}) {_WORDS.alternation('for')} (?:[A-Z][\w.'’&-]*\s?){{1,4}}")
_VIA = tuple(f"{one} " for one in _WORDS.entries("via"))
_FOR = tuple(f" {one} " for one in _WORDS.entries("for"))
_POINTED = re.compile(rf"\((?:{_WORDS.alternation('pointed')})\b[^()]{{0,30}}\)")
_GIVEN_END = re.compile(rf"(?i)[(\[]\s?{_WORDS.alternation('given')}\s?[)\]]\s?\.?$")
_BRACKETS = re.compile(r"(?:^|\s)[(\[](?P<inside>[^()\[\]\n]{2,80})[)\]]\.?$")
_BEHIND_CREDIT = re.compile(rf"(?i)(?:[\s,|]+{_WORDS.alternation('behind_credits')}){{1,3}}\W*$")
_MADE_BY = re.compile(rf"[.!?\"”)\w]\s\[(?P<who>{_NAME})(?:,|\s?/)\s?{_NAME}\]\.?$")
"""Who made a picture and for whom, in square brackets: no story ends so."""

_DASH_END = re.compile(r"(?:[.!?\"”]\s*|\s|(?<=\w)(?=—))[–—-]{1,2}\s?(?P<who>[A-Za-z][\w .-]{1,24})$")
_SLASH_END = re.compile(
    rf"(?:^|[.!?\"”)]\s*|\s[-–—|]\s)(?P<who>{_NAME})\s?/\s?(?P<outlet>{_NAME})(?:\s?/\s?{_NAME})?$"
)
_FOR_END = re.compile(
    rf"[.!?\"”]\s+(?P<who>{_NAME}) {_WORDS.alternation('for')} (?P<outlet>[A-Z][\w.'’& -]{{2,40}})$"
)
_BY_AGENCY = re.compile(
    rf"(?:[—–-]\s?[A-Z]{{2,6}}(?:/[A-Z]{{2,6}})?\s{_WORDS.alternation('pictures_there')}"
    rf"|[.!?]\s{_WORDS.alternation('courtesy')})\s[A-Z][^.!?]{{2,60}}$"
)
_LICENSED = re.compile(rf"\w[.!?\"”]?\s[-–—|]\s(?i:{_WORDS.alternation('licences')})\s?[:©]\s?\S.{{2,}}$")
"""Behind a dash the right to a picture: "- Copyright © Ana Silva/AP", "- Credit: Silva - License: ..."."""

_IN_CAPITALS_TOO = re.compile(
    r"[.!?”\"](?:\s\|\s[A-Z]{3,12}|\s?[—–-]+\s?[A-Z][A-Z/ .]{2,40}\s"
    rf"{_WORDS.alternation('pictures').upper()})$"
)
_IN_CAPITALS = re.compile(
    r"[.!?”\"]\s+[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+(?: [A-ZÀ-Þ.'’-]+){1,3}"
    rf"(?:\s?/\s?|\s{_WORDS.alternation('for').upper()}\s)['‘“]?[A-ZÀ-Þ][A-ZÀ-Þ &'’”]+$"
)
_PICTURES = rf"(?i:{_WORDS.alternation('pictures')})"
_PHOTO_BY = re.compile(
    rf"(?:(?:[A-Z][\w'’-]+\s){{1,3}}{_PICTURES}\s(?i:{_WORDS.alternation('signed')})\s"
    rf"|(?:[A-Z][\w'’-]+\s){{0,3}}{_PICTURES}\s?[/|:]\s?){_WHO}(?:\s?[/,|]\s?{_NAME}){{0,2}}"
)
"""A credit alone that says what it credits: "Harbour Times photo by Ana Silva", "Staff photo/Ana Silva"."""

_STATION = re.compile(r"[.!?]\s\((?P<call>[KW][A-Z]{3})(?:-[A-Z]{2})?\)$")
"""A station of North America behind the last sentence, by its call sign, as some agencies are called, too."""

_COUNTER = re.compile(
    rf"\W?(?:{_WORDS.alternation('labels')}\s)?"
    rf"\d{{1,3}} ?(?:{_WORDS.alternation('numbered')}|/) ?\d{{1,3}}\W?",
    re.IGNORECASE,
)
_GIVEN_BEHIND = re.compile(rf"(?i)[.!?”\"]\s[|(\[]?\s?{_WORDS.alternation('behind')}[)\]]?\.?$")
_AGENCIES = _WORDS.words("picture_agencies") | {
    one.casefold() for one in (*_WORDS.entries("agencies"), *_WORDS.entries("agencies_last"))
}
_SOURCES = _AGENCIES | AGENCIES
_SPEECH = re.compile(rf"\b{ZoneWords('boilerplate').alternation('speech_verbs')}\b")
_SENTENCES = re.compile(r"[.!?][\"”’]?\s")
_WORD = re.compile(r"[^\W_]+")


def is_caption(text: str, headline: str | None, *, repeats: bool = True, above: str = "") -> bool:
    """Tell whether a block is a caption: it repeats the headline, its first or last words credit it, or
    ``above``, the block before it, says that one comes ("Image caption").

    ``repeats`` is False where a block that starts with the headline is no caption (far down in the body).
    """
    if len(text) > LONGEST:
        return False
    text = on_one_line(text)
    if repeats and headline and len(headline) >= _SHORTEST_HEADLINE and same_start(text, headline):
        return True
    if _is_label(text) or (_announces(above) and len(text) <= 250 and text.count(". ") <= 1):
        return True
    if len(text) <= _LONGEST_GIVEN and text.strip(" .()[]").casefold() in _GIVEN:
        return True
    if _STARTS.match(text) or (_OPENS.match(text) and _is_brief(text, _LONG)) or is_credit_line(text):
        return True
    if _POINTED.search(text) and text[-1] not in '.!?"”:':
        return True
    return _is_credited(text) and lone(text) is None


@remembered
def is_credit_line(text: str) -> bool:
    """Tell whether ``text`` is a picture's credit and no more: "Ana Silva | AFP", "(PTI photo)"."""
    if len(text) > 80 or says_by(text):
        return False
    bare = text.strip(" ()[].")
    parts = _APART.split(bare)
    names = [_PHOTO.sub("", part) for part in parts]
    if names == parts and len(parts) == 1:
        return False
    if len(parts) > 1 and all(name.casefold() in _AGENCIES for name in names):
        return True
    if len(parts) == 2 and "/" in bare and parts[0].casefold() in _GIVEN and parts[1][:1].isupper():
        return True
    return all(re.fullmatch(_NAME, name) for name in names) and any(
        name.casefold() in _AGENCIES for name in names
    )


@remembered
def is_credit(text: str) -> bool:
    """Tell whether ``text`` is a credit and no caption, with its label or without: "Image: Ana/dpa"."""
    if len(text) > 90:
        return False
    if _PHOTO_BY.fullmatch(text.strip(" .()[]–—-")):
        return True
    maker, slash, outlet = text.partition("/")
    if slash and is_person(maker.strip()) and re.fullmatch(_NAME, outlet.strip()):
        return True
    bare = text.strip(" .()[]").casefold()
    labelled = _LABELLED_CREDIT.fullmatch(text.strip(" ()[]–—-")) is not None
    return is_credit_line(text) or labelled or bare in _GIVEN


def is_stamped_credit(text: str) -> bool:
    """Tell whether ``text`` is how long a film is and whose: "01:12 - Source: Norvik TV"."""
    length, dash, credit = text.partition(" - ")
    return dash != "" and length.replace(":", "").isdigit() and is_caption(credit, None)


def is_maker(text: str) -> bool:
    """Tell whether ``text`` is somebody and their outlet, as below a picture: "Ana Silva, Upland News".

    A byline may look the same: what stands above tells.
    """
    found = _MAKER.fullmatch(text) if len(text) <= 80 else None
    if not found or says_by(text) or not is_person(running(found["who"])):
        return False
    outlet = found["outlet"].strip()
    if found["who"].isupper() and "|" in text:
        return True
    return outlet.casefold() in _SOURCES or is_outlet(running(outlet))


def is_name_for(text: str) -> bool:
    """Tell whether ``text`` is a photographer and for whom, as a byline may be, too: "Ana Silva for NPR"."""
    found = _NAMED_FOR.fullmatch(text) if len(text) <= 60 else None
    return found is not None and is_name(found["who"])


def is_numbered(text: str) -> bool:
    """Tell whether ``text`` begins like the caption of one of several pictures: "1 of 3. A general view"."""
    return len(text) <= LONGEST and _NUMBERED.match(text) is not None


def is_counter(text: str) -> bool:
    """Tell whether ``text`` only counts a picture of several: "2 of 5", "Image 2 of 5"."""
    return len(text) <= _LONGEST_COUNTER and _COUNTER.fullmatch(text) is not None


def is_pictured(text: str) -> bool:
    """Tell whether ``text`` names a picture agency or begins like a caption: no author does."""
    parts = {part.strip(" ()[].").casefold() for part in text.split("/")}
    return not parts.isdisjoint(_AGENCIES) or _STARTS.match(text) is not None


def same_start(text: str, headline: str) -> bool:
    """Tell whether ``text`` is ``headline`` again, or starts with it and goes on with a new sentence.

    Case, blanks and quote marks do not matter. A first paragraph that merely opens with the words of
    the headline ("Copper stocks fell" - "Copper stocks fell in January, the bureau said") does not count.
    """
    wanted = _letters(headline)
    at = 0
    for match in _WORD.finditer(text[: 2 * len(headline) + 40]):
        word = match[0].casefold()
        if not wanted.startswith(word, at):
            return False
        at += len(word)
        if at >= len(wanted):
            after = text[match.end() :].lstrip(" \t\u00a0'\"’”)")
            return after[:1] == "" or after[0] in "\n.!?:|-–—" or after[0].isupper()
    return False


def _letters(text: str) -> str:
    return "".join(_WORD.findall(text)).casefold()


@remembered
def _is_label(text: str) -> bool:
    """Image caption; Image source, AFP."""
    if len(text) > 60:
        return False
    if text[-1:] == ":" and text.rstrip(" :").casefold() in _LABELS:
        return True
    label, comma, who = text.strip().rstrip(":").partition(",")
    return label.strip().casefold() in (_COMMA if comma and who.strip() else _ALONE)


def _announces(above: str) -> bool:
    """Whether a caption comes below: not where it has come, behind its label and a comma."""
    label, _, said = above.partition(",")
    return _is_label(above) and not (said.strip() and label.strip().casefold() in _OPENS_CAPTION)


@remembered
def _is_credited(text: str) -> bool:
    tail = text[-_TAIL:]
    if behind := _BEHIND_CREDIT.search(tail):
        text = text[: len(text) - len(tail) + behind.start()]
        tail = text[-_TAIL:]
    station = _STATION.search(tail)
    if (station and station["call"].casefold() not in AGENCIES) or _GIVEN_BEHIND.search(tail):
        return _is_brief(text)
    bracketed = "(" in tail or "[" in tail
    slashed = "/" in tail
    if (slashed or bracketed or "©" in tail or any(one in tail for one in _VIA)) and _ENDS.search(tail):
        return True
    if (
        (":" in tail or "..." in tail or "…" in tail or " / " in tail or " | " in tail)
        and _LABELLED_END.search(tail)
    ) or (bracketed and _GIVEN_END.search(tail)):
        return True
    capitals = text[-1].isupper() and _IN_CAPITALS_TOO.search(tail)
    if (capitals or (" - " in tail and _LICENSED.search(text))) and not text.isupper():
        return True
    if (_IN_CAPITALS.search(tail) or _BY_AGENCY.search(tail)) and not text.isupper():
        return True
    if _is_named_behind(text, tail):
        return True
    if "[" in tail and (made := _MADE_BY.search(tail)) and is_name(made["who"]):
        return _is_brief(text) and not _SENTENCES.search(text.rpartition("[")[0].rstrip())
    if bracketed and (bracket := _BRACKETS.search(tail)):
        return _is_source(
            bracket["inside"], text, alone=bracket[0].lstrip()[0] == "(" or bracket["inside"].isupper()
        )
    if ("-" in tail or "–" in tail or "—" in tail) and (dash := _DASH_END.search(tail)):
        return dash["who"].casefold() in _SOURCES and _is_brief(text, _SHORT)
    if (behind := _BEHIND.search(tail)) and behind["who"].casefold() in _AGENCIES and _is_brief(text, _SHORT):
        return True
    found = _SLASH_END.search(tail) if slashed else None
    if found is None and any(one in tail for one in _FOR):
        found = _FOR_END.search(tail)
    return (
        found is not None
        and _is_brief(text)
        and (len(found["who"].split()) >= 2 or found["who"].isupper())
        and not _ends_a_sentence(tail)
    )


def _is_named_behind(text: str, tail: str) -> bool:
    """The bridge at Bonn. Photo by Ana Silva; The bridge © Ana Silva/AFP; The bridge at Bonn • Ana Silva."""
    if not _is_brief(text):
        return False
    if _CREDITED_END.search(tail):
        return True
    named = _NAMED_END.search(tail)
    who = named["who"] if named else ""
    return len(text.split()) > _FEWEST and (is_person(who) or who.casefold() in _AGENCIES)


def speaks(text: str) -> bool:
    """Tell whether ``text`` says that somebody said something, which captions hardly do."""
    return _SPEECH.search(text) is not None


def _is_brief(text: str, longest: int = _BRIEF) -> bool:
    """Tell whether a block with a mere agency at its end may be a caption: short, and nobody speaks."""
    return len(text) <= longest and not _SPEECH.search(text)


def _is_source(inside: str, text: str, *, alone: bool) -> bool:
    """(Jason Franson/Canadian Press), [File: Eva Roth/AP]; (Getty Images) below what is short."""
    if _NAMED_FOR.fullmatch(inside):
        return _is_brief(text)
    parts = [part.strip() for part in re.split(r"[/|]|: ", inside)]
    if len(parts) > 1:
        names = parts[-2:]
        return all(re.fullmatch(_NAME, name) for name in names) and (
            len(names[0].split()) >= 2 or names[0].casefold() in _AGENCIES or names[1].casefold() in _AGENCIES
        )
    if _PHOTO.search(inside) and inside[:1].isupper() and not inside.isupper():
        return alone and _is_brief(text) and len(text.split()) > _FEWEST
    if _PHOTO.sub("", inside).casefold() in _SOURCES and _PHOTO.search(inside):
        return alone and _is_brief(text)
    if is_person(inside.strip()) and text.rstrip()[-1:] == ")" and len(text.split()) > _FEWEST:
        return alone and _is_brief(text) and not text.isupper() and not _SENTENCES.search(text)
    return inside.strip().casefold() in _AGENCIES and alone and _is_brief(text)


def _ends_a_sentence(tail: str) -> bool:
    return tail.rstrip()[-1:] in ".!?"
