"""Bylines and date lines: who wrote a story and when, as plain text says it between headline and body."""

import re
import unicodedata
from dataclasses import dataclass

from slugline.intake.zones.dateline_heads import AGENCIES
from slugline.intake.zones.dates import MONTHS, WEEKDAYS, dates, day_and_month, without_dates
from slugline.intake.zones.remembered import remembered
from slugline.lang.zone_words import ZoneWords, given_names, ordinary_words, towns

LONGEST = 200
"""Code points; a longer line is no byline."""

_CUT_DAY = 3
"""Letters of a weekday cut short, which somebody may be called: "Sun", "Thu"."""

_ROLE = 4
"""Words of the longest role behind a name: "Senior Features Writer"."""

_MOST_STRANGE = 3
"""Words of the longest name that is told by nobody's knowing its words."""

_SHORT = 6
"""Words of the longest line about who wrote that has something unknown in it."""

_WORDS = ZoneWords("bylines")
_BY = re.compile(
    rf"(?:(?i:{_WORDS.alternation('by')})\s*(?::|[-–—]\s|(?<=\w)\s)|(?i:{_WORDS.alternation('by_colon')})\s?:)\s*"
)
_FRAME = re.compile(rf"(?:[-–—]+\s*|[(\[])(?P<said>(?i:{_WORDS.alternation('by')})\b[^()\[\]]+)[)\]]?")
"""Marks around a whole byline: "(By Kari Moe)", "-- By Kari Moe"."""

_ALONE_BY = _WORDS.words("by")
_FROM_PLACE = re.compile(
    rf"(?i:{_WORDS.alternation('from')})\s+(?=\S+ .*\s{_WORDS.alternation('in')}\s+[A-Z])"
)
_FROM_PEOPLE = re.compile(rf"(?i:{_WORDS.alternation('from')})\s+(?=[A-ZÀ-Þ])")
_OUTLET_WORD = rf"(?:[A-ZÀ-Þ][\w.'’&-]*|{_WORDS.alternation('outlet_words')})"
_AFFILIATED = re.compile(
    r"(?P<who>[^\W\d_][\w.'’-]+(?: [\w.'’-]+){1,3})(?:,|\s+[-–—|•·/])\s+"
    rf"(?P<outlet>{_OUTLET_WORD}(?:\s{_OUTLET_WORD}){{0,4}})"
)
"""Who wrote it and, behind a mark, for whom: an outlet or a role of any name, believed below a headline."""

_ROLES = _WORDS.words("roles")
_OUTLETS = _WORDS.words("outlets")
_OUTLET_STARTS = _WORDS.words("outlet_starts")
_PARTICLES = _WORDS.words("particles")
_NAME_STARTS = tuple(_WORDS.entries("name_starts"))
_PLACE_WORDS = frozenset(_WORDS.entries("place_words"))
_SECTIONS = ZoneWords("sections").words("names")
_FIELDS = ZoneWords("field_lines").words("labels")
_IN = _WORDS.alternation("in")
_PLACE = (
    rf"\s+(?:{_IN}|{_IN.upper()}|{_WORDS.alternation('reports')})"
    r"(?:\s+[A-ZÀ-ÞĀ-Ž][\w.'’-]*){1,4}(?:,(?:\s+[A-ZÀ-ÞĀ-Ž][\w.'’-]*){1,3}$)?"
)
_FROM = re.compile(rf"{_PLACE}(?=\s*$|\s*[,;|]|\s+(?i:{_WORDS.alternation('and')})\s)")
_FOR = re.compile(
    rf"[\s,]+(?i:{_WORDS.alternation('for')})\s+(?:{_WORDS.alternation('for_the')}\s+)?(?P<outlet>[A-ZÀ-Þ][\w.'’&-]*(?:\s+[\w.'’&-]+){{0,5}})\s*$"
)
_HANDLE = re.compile(r"\s*[-–—|,]?\s\(?(?:@[\w/]{2,30}|[\w.+-]{1,60}@[\w-]{1,40}(?:\.[\w-]{2,40}){1,3})\)?$")
_BARRED_PLACE = re.compile(r"(?P<who>[^|\d]{4,40}) \| [A-ZÀ-Þ][\w.'’-]+(?: [A-ZÀ-Þ][\w.'’-]+)?")
"""Kari Moe | Luvik: who wrote it, and where."""

_GLUED = re.compile(r"(?<=\d [AP]M)(?=[A-Z][a-z])")
"""Where a page's time of day runs into the name behind it: "12:06 AMKari Moe"."""

_SHARES = re.compile(r"\s\([a-z][a-z ]{2,24}\)")
"""What each of several did, behind their names: "(now)", "(photos)"."""
_BEHIND_NAME = re.compile(r"\s*[,|•·(]|\s[-–—]\s")
_NAME_IN_CAPITALS = re.compile(
    r"(?P<who>[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+(?:\s[A-ZÀ-Þ][A-ZÀ-Þ.'’-]*){1,3})\s(?=[A-Z]?[a-z])"
)
_MOST_BEHIND = 14
"""Words of the longest line that is a byline for "by" and a name, whatever stands behind the name."""

_BRACKET = re.compile(r"\s\([^()\n]{2,80}\)$")
"""Where a writer is, or for whom, behind the name."""

_ACRONYM = re.compile(r"[A-Z]{2,5}")
_LABEL = re.compile(rf"(?i)^{_WORDS.alternation('author_labels')}\s*:\s*")
_EDITED = re.compile(
    rf"(?i)^(?:(?P<label>{_WORDS.alternation('editor_labels')}\s*:)|{_WORDS.alternation('edited_by')}\s)"
)
_APART = re.compile(r"\s*[|•·;/\n]\s*|\s+[-–—]+\s+|[-–—]+$|^[-–—]+")
_JOINT = rf"(?i:{_WORDS.alternation('and')}|{_WORDS.alternation('and_with')})\s+"
_LISTED = re.compile(rf"\s*,\s*(?:{_JOINT})?|\s+{_JOINT}")
_WITH_AGENCIES = re.compile(rf"(?P<who>[^,;|]{{4,50}}?)\s{_WORDS.alternation('and_with')}\s(?P<whose>\S.*)")
_WHO_FIRST = re.compile(rf"\s*[,|]|\s+-|\s+{_JOINT}")
_PARTS = re.compile(rf"[,|/\n(•·]|\s[-–—]\s|\s{_WORDS.alternation('and_with')}\s")
_BESIDE = re.compile(r"\s\([^()\n]{2,80}\)|\s[^\s@]*@[\w./-]{2,80}")
"""Behind a name in a field: where a writer is or for whom, an address, a handle."""
_TURNED = re.compile(r"([^\s,]+),\s([^\s,]+)")
"""Moe, Kari."""
_MARKS = re.compile(r"[\u0300-\u036f]")


@dataclass(frozen=True, slots=True)
class Byline:
    """What a byline says: the names as written, the first agency or outlet, the first date as ISO 8601."""

    names: tuple[str, ...]
    source: str | None
    published: str | None


@remembered
def byline(line: str, *, top: bool = True, near: bool = False, under: bool = False) -> Byline | None:
    """Return what ``line`` says if the whole of it is a byline, a date line or both; else None.

    ``top`` is False for a line inside the body, where only a line that says "by" counts; ``near`` says that
    the line above or below is a byline, which makes one of a bare name or role ("Europe correspondent");
    ``under`` that it stands right below the headline, where a given name that is no other word makes one.
    """
    if len(line) > LONGEST or line.count("\n") > 2:
        return None
    if " | " in line and top:
        said = [part for part in line.split(" | ") if says_by(part)]
        others = [part for part in line.split(" | ") if part not in said]
        if len(said) == 1 and any(is_outlet(part) or dates(part) for part in others):
            line = " | ".join([*said, *(part for part in others if dates(part) or is_outlet(part))])
    if top and line[0] in "-–—([" and (framed := _FRAME.fullmatch(line)):
        line = framed["said"]
    line = _GLUED.sub(" ", line)
    addressed = _HANDLE.search(line) is not None
    line = _HANDLE.sub("", line)
    line = _SHARES.sub("", line) if under or len(_SHARES.findall(line)) > 1 else line
    bracketed, supplied = _BRACKET.search(line), None
    if bracketed:
        who, inside = line[: bracketed.start()], bracketed[0].strip(" ()")
        supplied = inside if under and inside.casefold() in AGENCIES and is_name(who) else None
        if (under or near) and is_outlet(who) and inside.casefold() in towns():
            return Byline((), who, None)
        if supplied or says_by(line) or (under and is_person(who)):
            line = who
    found = dates(line)
    prefix = _BY.match(line) or _FROM_PLACE.match(line) or _from_people(line)
    bare = _FROM.sub("", line)
    placed = bare != line and line[len(bare) :].strip().rpartition(" ")[2].casefold() in towns()
    desk = under and _staff(line) and line[0].isupper() and 2 <= len(line.split()) <= 5 and _has_outlet(line)
    who = _WHO_FIRST.split(bare, maxsplit=1)[0]
    personal = supplied is not None or _is_strange_staff(bare)
    personal = personal or (under and (is_person(who) or (placed and is_name(bare))))
    personal = personal or (under and addressed and is_name(line) and not line.isupper())
    if under and (barred := _BARRED_PLACE.fullmatch(line)) and is_strange(barred["who"]):
        return Byline((barred["who"],), None, None)
    if not prefix and (
        not top or not (found or near or personal or desk or _named_agency(line, outlets=under))
    ):
        return None
    rest = without_dates(line[prefix.end() :] if prefix else line)
    names, source, strange = credited(_FROM.sub("", rest))
    source = source or supplied
    if strange and under and not names and (affiliated := _AFFILIATED.fullmatch(line)):
        who = affiliated["who"]
        names, source, strange = (
            ((who,), affiliated["outlet"], False)
            if is_person(who) or (is_name(who) and is_outlet(affiliated["outlet"]))
            else ((), None, True)
        )
        personal = personal or bool(names)
    outlet = source and source.casefold() not in towns()
    by_agency = prefix and source and _is_agency(source) and not strange
    if top and prefix and (strange or not names) and (named := _named_at_first(line[prefix.end() :])):
        names, strange = (named,), False
    if not (found or names or _staffed(rest) or by_agency or (near and (outlet or not rest.strip(" :")))):
        return None
    if strange and not (near and _staffed(rest) and len(rest.split()) <= _SHORT):
        return None
    if not prefix and names and not (found or near or source or personal):
        return None
    bare_names = near and bool(names) and not (prefix or found or source or personal)
    if bare_names and (not _may_be_names(line) or (line.isupper() and len(line.split()) > _MOST_STRANGE)):
        return None
    return Byline(names, source, next((one.iso for one in found if one.iso), None))


def _is_strange_staff(line: str) -> bool:
    """Lwazi Mabuza, Energy Reporter; Lwazi Mabuza/Sunday Writer: a name that no list has, and a role."""
    who, _, role = line.replace("/", ", ", 1).partition(", ")
    titled = role[:1].isupper() and len(role.split()) <= _ROLE and role[-1].isalpha()
    return _staffed(role) and (is_strange(who) or (titled and is_name(who)))


def _may_be_names(line: str) -> bool:
    """Whether a word of the line is no ordinary one, as one of a name is: "Premier League" has none."""
    words = re.findall(r"[^\W\d_]{2,}", line.casefold())
    return any(map(is_person, _LISTED.split(line))) or not all(map(is_ordinary, words))


def _named_at_first(text: str) -> str | None:
    """Kari Moe, Chief of Staff; KARI MOE Observer team: the name, where a line says "by" in front of it."""
    if len(text.split()) > _MOST_BEHIND or text[-1:] in ".!?:":
        return None
    words = text.split()
    for count in (2, 3):
        behind = " ".join(words[-count:])
        if len(words) - count >= 2 and is_outlet(behind) and is_name(" ".join(words[:-count])):
            return running(" ".join(words[:-count]))
    capitals = _NAME_IN_CAPITALS.match(text)
    who = capitals["who"] if capitals else _BEHIND_NAME.split(text, maxsplit=1)[0]
    behind = text[len(who) :].lstrip(" ,|•·(-–—")
    told = capitals is not None or behind[:1].isupper() or "@" in behind
    return running(who) if is_name(who) and behind and told else None


@remembered
def _from_people(line: str) -> re.Match[str] | None:
    """From Ana Silva and Kari Moe: people alone, where a place may stand as well."""
    found = _FROM_PEOPLE.match(line)
    return found if found and all(map(is_person, _LISTED.split(line[found.end() :]))) else None


def names_in(text: str) -> tuple[str, ...]:
    """Return the names in a byline known to be one; the whole of it where no name can be told apart."""
    prefix = _BY.match(text)
    whole = (text[prefix.end() :] if prefix else text).strip()
    bare = _BESIDE.sub("", whole).strip(" |,·•–—-")
    if (turned := _TURNED.fullmatch(bare)) and is_person(f"{turned[2]} {turned[1]}"):
        return (f"{running(turned[2])} {running(turned[1])}",)
    if dates(bare) or day_and_month(bare):
        bare = "" if day_and_month(bare) else " ".join(without_dates(bare).strip(" |,·•–—-").split())
    names, _, strange = credited(_FROM.sub("", bare)[:LONGEST])
    if names and not strange:
        return names
    return (whole,) if bare and not _staff(bare) else ()


def is_person(text: str) -> bool:
    """Tell whether ``text`` has the shape of a person's name and begins with a well-known given name."""
    if not is_name(text):
        return False
    first = text.split()[0]
    return _MARKS.sub("", unicodedata.normalize("NFD", first)).casefold() in given_names()


def is_strange(text: str) -> bool:
    """Tell whether ``text`` has the shape of a name, and none of its words is one that any list has."""
    words = text.casefold().split()
    if (
        not is_name(text)
        or not text[-1].isalpha()
        or len(words) > _MOST_STRANGE
        or is_outlet(text)
        or text.casefold() in towns()
    ):
        return False
    return all(len(word) > 1 and not is_ordinary(word) and word not in AGENCIES for word in words)


def is_ordinary(word: str) -> bool:
    """Tell whether ``word`` is one that any language's lists have, or a town, with or without its ending."""
    word = word.casefold()
    known = ordinary_words()
    return any(one in known or one in towns() for one in (word, word[:-1], word[:-2], f"{word[:-3]}y"))


def running(name: str) -> str:
    """Return a person's name in capitals as running text has it: "KARI VAN DIJK" - "Kari van Dijk"."""
    if not name.isupper():
        return name
    words = [word.casefold() if word.casefold() in _PARTICLES and at else _titled(word)
             for at, word in enumerate(name.split())]  # fmt: skip
    return " ".join(words)


def _titled(word: str) -> str:
    if len(word) <= 3 and "." in word:
        return word
    low = re.sub(r"[^\W\d_]+", lambda part: part[0][:1] + part[0][1:].casefold(), word)
    return re.sub(r"\b(Mc)([a-z])", lambda part: part[1] + part[2].upper(), low)


def credited(text: str) -> tuple[tuple[str, ...], str | None, bool]:
    """Return the names and the first agency in ``text``, and whether it holds anything that is neither."""
    names: list[str] = []
    source: str | None = None
    strange = False
    outlet = _FOR.search(text)
    if outlet and credited(text[: outlet.start()])[0]:
        text, source = text[: outlet.start()], outlet["outlet"].strip(" .")
    for part in (piece for chunk in _APART.split(text) for piece in _LISTED.split(chunk)):
        edited = _EDITED.match(part)
        if edited and (names or edited["label"]):
            continue
        label = _LABEL.match(part) or (_BY.match(part) if names else None)
        bare = part[label.end() if label else 0 :].strip(" \t\n.,:()[]\u00a0-–—")
        bare = _without_role(bare)
        folded = bare.casefold()
        if (
            not bare
            or folded in WEEKDAYS
            or folded in _SECTIONS
            or folded in _FIELDS
            or _staff(bare)
            or day_and_month(bare)
        ):
            continue
        agency = _agency_behind(bare)
        if agency:
            source, bare = source or agency, bare[: -len(agency)].rstrip()
        if folded in AGENCIES or is_outlet(bare) or (_ACRONYM.fullmatch(bare) and not agency):
            source = source or bare
        elif is_name(bare):
            names.append(running(bare))
        elif not ((names or source) and _place_like(bare)):
            strange = True
    return tuple(dict.fromkeys(names)), source, strange


def _without_role(text: str) -> str:
    """Kari Moe Staff Reporter, AP Business Writer Kari Moe: the name, where one is left beside the role."""
    words = text.split()
    while len(words) > 2 and words[-1].casefold() in _ROLES:
        words.pop()
    while len(words) > 2 and (words[0].casefold() in _ROLES or _is_agency(words[0])):
        del words[0]
    name = " ".join(words)
    return name if len(name) < len(text) and is_person(name) else text


def _is_agency(name: str) -> bool:
    """Whether it is an agency and no given name that is spelt like one (ANA, Ana)."""
    return name.casefold() in AGENCIES and (name.isupper() or len(name) > 4)


def _has_outlet(line: str) -> bool:
    """Harbour Times staff, AP newsroom: an outlet in front of the desk."""
    head = line.rpartition(" ")[0]
    return head.casefold() in AGENCIES or is_outlet(head)


def says_only_by(line: str) -> bool:
    """Tell whether ``line`` is "By" alone, with the name on the line below it."""
    return line.strip(" :").casefold() in _ALONE_BY


@remembered
def says_by(line: str) -> bool:
    """Tell whether ``line`` begins as only a byline does: "By Kari Moe / Norvik"."""
    found = _BY.match(line)
    return found is not None and line[found.end() : found.end() + 1].isupper()


def is_with_agencies(line: str) -> bool:
    """Tell whether ``line`` is somebody with nothing but agencies: "Kari Moe with dpa, AFP"."""
    found = _WITH_AGENCIES.fullmatch(line) if len(line) <= LONGEST else None
    return (
        found is not None
        and is_name(found["who"])
        and all(one.casefold() in AGENCIES for one in _LISTED.split(found["whose"]))
    )


def is_outlet(name: str) -> bool:
    """Tell whether ``name`` ends or begins as outlets' names do: "Upland News", "The Coast"."""
    words = name.casefold().split()
    if not all(word[0].isupper() or word in _PARTICLES for word in name.split()[1:]):
        return False
    return bool(words) and (words[-1] in _OUTLETS or (len(words) > 1 and words[0] in _OUTLET_STARTS))


def _agency_behind(text: str) -> str | None:
    """Ana Silva Associated Press: the agency, where a name is left in front of it."""
    words = text.split()
    for count in (3, 2, 1):
        tail = " ".join(words[-count:])
        if len(words) - count >= 2 and tail.casefold() in AGENCIES and not tail.islower():
            return tail if is_name(" ".join(words[:-count])) and text.endswith(tail) else None
    return None


@remembered
def is_name(text: str) -> bool:
    """Tell whether ``text`` has the shape of a person's name: two to five words, capitals first."""
    words = text.split()
    if not 2 <= len(words) <= 5 or len(text) > 60:
        return False
    return all(_name_word(word) for word in words) and any(map(str.isupper, words[-1])) and not _dated(words)


def _name_word(word: str) -> bool:
    bare = re.sub(r"['’ʼ.-]", "", word)
    return bare.isalpha() and (
        word[0].isupper() or word.casefold() in _PARTICLES or word.startswith(_NAME_STARTS)
    )


def _dated(words: list[str]) -> bool:
    return any(word.casefold().strip(".") in MONTHS and len(words) < 3 for word in words[1:]) or any(
        word.casefold() in WEEKDAYS and len(word) > _CUT_DAY for word in words
    )


def _place_like(text: str) -> bool:
    words = text.split()
    return len(words) <= 5 and all(word[0].isupper() or word in _PLACE_WORDS for word in words)


def _staffed(text: str) -> bool:
    return any(_staff(piece) for chunk in _APART.split(text) for piece in _LISTED.split(chunk))


def _staff(text: str) -> bool:
    words = [word.casefold() for word in re.findall(r"[^\W\d_]+", text)]
    return bool(words) and words[-1] in _ROLES and len(words) <= 5


def is_desk(text: str) -> bool:
    """Tell whether ``text`` is those who write without a name: "Agencies", "News Desk", "Staff Reporter"."""
    words = text.split()
    named = 0 < len(words) <= 3 and text.casefold() not in _SECTIONS
    return named and _staff(text) and words[0][0].isupper() and text[-1].isalpha()


def _named_agency(line: str, *, outlets: bool) -> bool:
    """Whether a part of the line is an agency, or any outlet where ``outlets`` says that these count."""
    parts = [part.strip(" .()") for part in _PARTS.split(line)]
    return any(part.casefold() in AGENCIES for part in parts) or (
        outlets and any(part and is_outlet(part) for part in parts[1:])
    )
