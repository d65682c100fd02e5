"""What stands below a story: its last mark, notes to editors, whom to ask, what readers are asked."""

import re
from collections.abc import Sequence

from slugline.intake.zones.bylines import is_name, is_outlet, is_person
from slugline.intake.zones.codes import is_signature
from slugline.intake.zones.dateline_heads import AGENCIES
from slugline.intake.zones.dates import dates
from slugline.lang.zone_words import ZoneWords

LAST = 14
"""Blocks from the end in which addresses and calls to readers are looked for."""

LONGEST = 300
"""Code points; a longer block is a paragraph."""

_EDGES = " \t\u00a0.…:;|>»›→-–—_*#=~•·()[]{}</"
_WORDS = ZoneWords("endings")
_ENDS = _WORDS.words("ends")
_NOTES = _WORDS.words("notes")
_SIGN = re.compile(r"\W*(?:[-–—]\s?30\s?[-–—]|#(?:\s?#){2,})\W*")
_INITIALS = re.compile(r"[(\[—–/-]{0,3}\s?(?:[A-Z]{2,4}|[a-z]{2,4})[.)\]]?")
"""Who wrote or edited the copy, or the agency, behind it: "(tn)", "TN.", "— MPA"."""

_CALLS = re.compile(rf"(?i)\W*{_WORDS.alternation('calls')}\b")
_CONTACTS = re.compile(rf"(?i)\W*{_WORDS.alternation('contacts')}\b")
_ADDRESS = re.compile(
    r"[\w.+-]{1,64}@\w[\w.-]+\.\w+|\bw{3}\.\w|\w://\w"
    r"|(?<![\w./-])(?:\+\d|0\d|\(\d)[\d\s().-]{5,40}\d|(?<![\w./-])\d{3}[ .-]\d{3}[ .-]\d{4}\b"
)
_LIKELY = re.compile(r"[@\d:w](?:(?<=@)|(?<=\d)[\d\s().-]{5}|(?<=:)//|(?<=w)w{2})")
_AT_FIRST = re.compile(r"[^.!?]{0,60}")
_REPORTED = re.compile(rf"\b{_WORDS.alternation('reported')}\s+[A-Z]")
_GAVE = re.compile(rf"\b{_WORDS.alternation('gave')}\b[^.]{{0,60}}\.?$")
_SUPPLIED = re.compile(rf"(?i)\W*{_WORDS.alternation('supplied')}\s")
_OUTLET = re.compile(
    r"[-–—]{1,2}\s?(?P<who>[A-Z][\w.]*(?: [A-Z][\w.]*){0,3}(?:\s?/\s?\w{2,6})?"
    r"(?:, [A-Z][\w.]*(?: [A-Z][\w.]*){0,3})?)\W*"
)
_AGENCY_SIGN = re.compile(
    r"[-–—=/#(\[]{1,12}\s?(?P<who>[A-Z][\w .]{1,24}?)\s?[)\]/=#.–—-]{0,12}(?:\s[A-Z]{1,4})?"
)
SIGNS = "-–—=/#(["
"""What stands in front of an agency that signs its copy."""

_DATED = 30
"""Code points from the end in which the day stands on which something was printed."""

_OTHERS = ZoneWords("reader_calls").words("others")
_LONGEST_SIGN = 50
_COMMENTS = re.compile(
    rf"(?i){_WORDS.alternation('comments_sorted')}:?\s?\w{{0,10}}|"
    rf"(?:{_WORDS.alternation('comments_before')} )?"
    rf"(?:{_WORDS.alternation('comments')}\s?[(:]?\s?\d*\)?|\d+ {_WORDS.alternation('comments')}:?)"
)
_ANSWER = re.compile(rf"(?i)(?:(?:{_WORDS.alternation('answer_words')}|\d+)\W*){{1,6}}")
_USER = re.compile(
    r"\w[\w .-]{1,30}\s(?:\d{1,2}:\d\d\s?(?:[ap]m)?\b.{0,30}"
    rf"|\d{{1,3}} {ZoneWords('notices').alternation('ago')} {ZoneWords('notices').alternation('ago_words')})"
)
"""Who commented, and when: "Grumpybiker 3:14pm Wed 17 Apr", "Kwabena 2 days ago"."""
_ANSWERS = _WORDS.words("answers")
_ANSWERED = 8
"""Lines below the heading of comments within which the first may be answered."""

_BRACKETED = re.compile(r"[(\[](?P<who>[A-Z][\w.&]*(?: [A-Z][\w.&]*){0,2})[)\]]\.?")
_SELF = re.compile(rf"(?P<who>\w[\w.]*(?: [A-Z][\w.]*){{0,3}}) {_WORDS.alternation('selves')} (?=\w)")
_OF_PAPERS = re.compile(rf"\b{_WORDS.alternation('of_papers')}\b")
"""What outlets say they are: so a sentence that begins with one's name is about itself."""

_CODE = re.compile(r"\d{1,6}|[A-Z]{2,12}\d{0,6}|[A-Z]{1,6}\d{1,6}[A-Z]{0,3}")
_ABOUT = re.compile(
    rf"(?:{_WORDS.alternation('about')}) (?:{_WORDS.alternation('in_names')} (?=[A-Z][\w.'’&-]* [A-Z]))?"
    r"[A-Z][\w.'’&-]*"
    rf"(?:[ ,]+(?:[A-Z(][\w.'’&)-]*|{_WORDS.alternation('in_names')}))*"
)
_PROVIDED = re.compile(rf"{_WORDS.alternation('sources')} [A-Z][^.!?]{{1,80}}")
_SITE = re.compile(r"\b[a-z][\w-]{2,}\.(?:com|org|net|info|example)\b")
_SITES = (".com", ".org", ".net", ".info", ".example")
_MAY = re.compile(rf"\b{_WORDS.alternation('may')}\b")
_SPEECH = re.compile(rf"[\"“”«»]|\b{ZoneWords('boilerplate').alternation('speech_verbs')}\b")

_FRAMED = re.compile(
    rf"(?i)\W*(?:\w[\w ]{{0,40}}, )?(?:{_WORDS.alternation('framed_version')} )?"
    rf"{_WORDS.alternation('framed_this')}\s+{_WORDS.alternation('framed_what')}\b"
    rf"(?:\s+{_WORDS.alternation('framed_by')}\s[^.]{{2,40}}?)?\s+{_WORDS.alternation('framed_was')}\b[^.]{{0,60}}?\b{_WORDS.alternation('framed_done')}\b"
)
_NOTICES = re.compile(rf"(?i){_WORDS.alternation('notices')}\b")
_PRINTED = re.compile(
    rf"(?i)\W{{0,3}}(?:{_WORDS.alternation('printed')}\b|{_WORDS.alternation('corrections')}\s?"
    r"(?:[,(]?\s?\w+\.? \d{1,2}(?:, \d{4})?\)?\s?)?:\s)"
)
_FIELD = re.compile(rf"(?P<label>(?i:{_WORDS.alternation('fields')}))(?:\s?[:|]\s?|\s+(?=[A-Z#]))(?=\S)")
_POSTED = re.compile(
    rf"(?i){_WORDS.alternation('posts')}\s.{{3,200}}\s{_WORDS.alternation('posts_appeared')}\s.{{2,60}}"
)
_OWNED = re.compile(rf"(?i){_WORDS.alternation('owned')}\s(?=(?-i:[A-Z0-9(©])).{{2,60}}(?<![.!?\"”])")
_OWNER = re.compile(
    rf"(?i:{_WORDS.alternation('owned')})(?:\s(?:[A-Z0-9(©][\w'’&()-]*|{_WORDS.alternation('in_names')})){{1,7}}\."
)
_MORE = re.compile(rf"(?i)\W*{_WORDS.alternation('more_of')}\b.{{2,90}}\b{_WORDS.alternation('more_ways')}\b")
_BEAT = re.compile(rf"(?:[A-Z][\w.'’-]+\s){{2,4}}{_WORDS.alternation('beats')}\b")
_WITH = re.compile(rf"\([A-Z][^()]{{2,50}} (?:{_WORDS.alternation('given_with')}|/) [A-Z][^()]{{1,40}}\)")
_SIGNED = re.compile(
    r"\W{0,3}(?P<initials>[A-Za-z]{2,12}(?:/\w{2,20})+)?\s*(?:[(\[](?P<inside>[^()\[\]]{2,40})[)\]])?\W{0,2}"
)
_DOES = re.compile(
    rf"(?P<who>(?:[A-Z][\w.'’-]+\s){{1,3}}[A-Z][\w.'’-]+)\s(?:{_WORDS.alternation('writers_do')}|"
    rf"{_WORDS.alternation('writers_joined')}\s(?:\w+\s){{0,2}}{ZoneWords('bylines').alternation('outlets')})\b"
)
_ABOUT_WRITER = re.compile(
    rf"(?:[A-Z][\w.'’-]+\s){{2,4}}{_WORDS.alternation('writers_is')}\s[^.!?]{{0,60}}\b{_WORDS.alternation('writers')}s?\b"
)


def story_end(texts: Sequence[str]) -> int:
    """Return the index of the first block below the story; ``len(texts)`` if nothing says where it ends.

    A mark ("ENDS", "# # #") or a heading ("Notes to editors") says it where less text is below than above.
    """
    lengths = [len(text) for text in texts]
    above, below = 0, sum(lengths)
    for at, text in enumerate(texts):
        below -= lengths[at]
        if (
            at
            and len(text) <= 80
            and below <= above
            and (
                _is_end(text)
                or is_note_heading(text)
                or _is_about_heading(text)
                or _comments_follow(texts, at)
            )
        ):
            return at
        above += lengths[at]
    return len(texts)


def is_closed(text: str) -> bool:
    """Tell whether ``text`` is long, or ends like a sentence; a paragraph does."""
    return len(text) > 100 or text.rstrip("\"'”’»)]")[-1:] in (".", "!", "?", "…", ":")


def is_paragraph(text: str) -> bool:
    """Tell whether ``text`` is a paragraph of a story: a sentence, or as long as no line of a page is."""
    bare = text.rstrip("\"'”’»)]")
    return len(text) > 180 or (len(text.split()) >= 5 and bare[-1:] in (".", "!", "?", "…"))


def _is_about_heading(text: str) -> bool:
    """About Norvik Ferries: the heading over what a company says of itself below its news."""
    return text[-1] not in ".!?:" and 2 <= len(text.split()) <= 9 and _ABOUT.fullmatch(text) is not None


def is_note_heading(text: str) -> bool:
    """Tell whether ``text`` is a heading above notes to editors or whom to ask."""
    return text.strip(_EDGES).casefold() in _NOTES


def is_ending(text: str, *, last: bool) -> bool:
    """Tell whether a block near the end of a page is none of the story; ``last`` says it is the last but one
    or later.
    """
    if len(text) > LONGEST:
        return False
    if (
        _SUPPLIED.match(text)
        or _is_address(text)
        or _is_desk(text)
        or _is_field(text)
        or _OWNED.fullmatch(text)
        or _OWNER.fullmatch(text)
    ):
        return True
    if (_CALLS.match(text) or _NOTICES.match(text)) and not _SPEECH.search(text):
        return True
    if _PRINTED.match(text) or _POSTED.fullmatch(text):
        return True
    if _FRAMED.match(text) and '"' not in text and "“" not in text:
        return True
    if (_MORE.match(text) and not _SPEECH.search(text)) or (_BEAT.match(text) and _ADDRESS.search(text)):
        return True
    if _is_beat(text):
        return True
    if _tells_whom_to_ask(text) or (last and is_signature(text)):
        return True
    if last and (_is_outlets_own(text) or _WITH.fullmatch(text)):
        return True
    if last and (_is_signed(text) or _is_about_writer(text) or _is_codes(text) or _BRACKETED.fullmatch(text)):
        return True
    if _PROVIDED.fullmatch(text) or (last and _is_of_itself(text)):
        return True
    found = _OUTLET.fullmatch(text) if last else None
    who = found["who"] if found else ""
    return found is not None and (len(who.split()) > 1 or who.casefold() in AGENCIES or "." in who.strip("."))


def _tells_whom_to_ask(text: str) -> bool:
    """Whether an address stands in a sentence that says what may be done: "Readers may write to ..."."""
    if "@" not in text and not any(one in text for one in _SITES):
        return False
    if _SPEECH.search(text) or not _MAY.search(text) or not (_ADDRESS.search(text) or _SITE.search(text)):
        return False
    return _OTHERS.isdisjoint(text.casefold().split())


def is_agency_sign(text: str) -> bool:
    """Tell whether ``text``, below the first paragraph, is an agency between marks: "(AFP)."."""
    found = _AGENCY_SIGN.fullmatch(text) if len(text) <= _LONGEST_SIGN else None
    return found is not None and found["who"].casefold() in AGENCIES


def is_initialled(text: str, above: str) -> bool:
    """Tell whether ``text``, the last block, is nothing but initials below a sentence."""
    return _INITIALS.fullmatch(text) is not None and above.rstrip("\"'”’)")[-1:] in (".", "!", "?")


def _comments_follow(texts: Sequence[str], at: int) -> bool:
    """Whether readers' comments stand below their heading: "Comments (3)", and buttons to answer them."""
    if _COMMENTS.fullmatch(texts[at]) is None:
        return False
    below = texts[at + 1 : at + 1 + _ANSWERED]
    if any(text.strip(_EDGES).casefold() in _ANSWERS or _ANSWER.fullmatch(text) for text in below):
        return True
    return bool(below) and len(below[0]) <= 60 and _USER.fullmatch(below[0]) is not None


def _is_of_itself(text: str) -> bool:
    """The Canadian Press is a news agency that ...: the last words of an agency's page, about itself."""
    found = _SELF.match(text)
    if found is None or _SPEECH.search(text):
        return False
    return found["who"].casefold() in AGENCIES or (
        (is_outlet(found["who"]) or "." in found["who"]) and _OF_PAPERS.search(text) is not None
    )


def _is_end(text: str) -> bool:
    return text.strip(_EDGES).casefold() in _ENDS or _SIGN.fullmatch(text) is not None


def _is_address(text: str) -> bool:
    """An address, number or site alone, or with a label or a name in front."""
    found = _ADDRESS.search(text) if _LIKELY.search(text) else None
    if not found or _SPEECH.search(text):
        return False
    label = _CONTACTS.match(text)
    head = text[: found.start()]
    return (
        (label is not None and len(text) <= 200)
        or len(head) + len(text[found.end() :]) <= 40
        or (len(text) <= 120 and _AT_FIRST.fullmatch(head) is not None and "," in head)
    )


def is_contact(text: str) -> bool:
    """Tell whether ``text`` is a label and whom to ask: "Media contact: Kari Moe, 555-0199"."""
    label = _CONTACTS.match(text) if len(text) <= 200 and ":" in text[:40] else None
    return label is not None and _LIKELY.search(text) is not None and _is_address(text)


def _is_desk(text: str) -> bool:
    """Moe reported from Oslo. Norvik writer Jon Dahl in Bergen contributed to this report."""
    if re.search(r"[\"“”]", text):
        return False
    if not re.search(r"[A-Z][\w'’-]+ (?:[A-Z]|[a-z]+ [A-Z])", text):
        return False
    parts = re.split(r"(?<=[a-z])\.\s+(?=[A-Z])", text.strip())
    return all(_GAVE.search(part) or (_REPORTED.search(part) and len(part) <= 120) for part in parts)


def _is_field(text: str) -> bool:
    """Tags: fire, port; Tags Peru Ostvik strike; First published: 3 November 2026."""
    closed = text[-1] in '!?"”' or (text[-1] == "." and "," not in text and not dates(text[-_DATED:]))
    found = _FIELD.match(text) if len(text) <= 160 and not closed else None
    return found is not None and (
        ":" in found[0]
        or (text[-1] == "." and bool(dates(text)))
        or (text[-1] != "." and (not found[0].endswith(" ") or _is_titled(text[found.end() :])))
    )


def _is_titled(text: str) -> bool:
    """Whether most words begin with a capital, as in a row of topics."""
    words = text.split()
    return len(words) <= 12 and sum(word[0].isupper() or word[0] == "#" for word in words) >= 0.5 * len(words)


def _is_signed(text: str) -> bool:
    """kh/rt (AP); (AFP/Norvik); ABC/Reuters: initials and agencies, and nothing else."""
    found = _SIGNED.fullmatch(text) if len(text) <= 60 else None
    if not found or not (found["initials"] or found["inside"]):
        return False
    parts = re.split(r"\s?[/,;]\s?", found["inside"]) if found["inside"] else []
    return not parts or parts[0].casefold() in AGENCIES or parts[-1].casefold() in AGENCIES


def _is_outlets_own(text: str) -> bool:
    """Reuters; Kari Moe, The Canadian Press: an agency, alone or behind who wrote for it."""
    name, comma, agency = text.rpartition(", ")
    return agency.casefold() in AGENCIES and (not comma or is_name(name))


def _is_codes(text: str) -> bool:
    """51 77 03 CRO01 1113 GEST03 QBXB: what a desk's machines read."""
    tokens = text.split()
    return (
        len(tokens) >= 4
        and all(_CODE.fullmatch(token) for token in tokens)
        and sum(any(map(str.isdigit, token)) and not token.isdigit() for token in tokens) >= 2
    )


def _is_beat(text: str) -> bool:
    """Kari Moe writes about farms; Kari Moe joined the Harbour Times in 2021: a name and what it does."""
    found = _DOES.match(text) if len(text) <= 160 else None
    return found is not None and is_person(found["who"]) and not _SPEECH.search(text)


def _is_about_writer(text: str) -> bool:
    """Kari Moe is a reporter for the Harbour Times."""
    return len(text) <= 200 and _ABOUT_WRITER.match(text) is not None and not _SPEECH.search(text)


def is_bio(text: str) -> bool:
    """Tell whether ``text``, in a page's tail, says who wrote the story, whose name no list may have."""
    found = _DOES.match(text) if len(text) <= 200 and not _SPEECH.search(text) else None
    return _is_about_writer(text) or (found is not None and is_name(found["who"]))
