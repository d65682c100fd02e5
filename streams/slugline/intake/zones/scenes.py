"""Sentences that say what a picture shows: told by tense, day, and who stands where, summed."""

import re
from itertools import pairwise

from slugline.intake.zones.dates import dates
from slugline.lang.zone_words import ZoneWords, is_verb

LONGEST, BRIEF = 260, 26
"""Code points of the longest caption that is told so; words of one that is brief."""

_BRIEFEST = 14

_DATE = 30
"""Code points from the end in which a date stands."""

ENOUGH = 2.5
"""The sum that makes a caption of a sentence between paragraphs; in a page's head less is enough."""

IN_THE_HEAD = 2.0

_WORDS = ZoneWords("captions")
_SCENE = re.compile(
    rf"^(?:[^\s,;:]+[\s,]+){{0,7}}?(?!{_WORDS.alternation('before_no_scene')}\s)[^\s,;:]+[\s,]+"
    rf"{_WORDS.alternation('scenes')}\b(?=\W*\w)"
)
_WIDE = re.compile(
    rf"^(?:[^\s,;:]+[\s,]+){{0,7}}?(?!{_WORDS.alternation('before_no_scene')}\s)[^\s,;:]+[\s,]+"
    rf"{_WORDS.alternation('scenes_wide')}\b(?=\W*\w)"
)
_DOING = re.compile(rf"^(?:[^\s,;:]+\s){{1,5}}{_WORDS.alternation('scenes_doing')}\s\w")
_NEXT = 5
"""Code points behind a word of a scene in which a verb of being says that it was a noun."""

_SAYS_OF = re.compile(rf"\b{_WORDS.alternation('says_of')}\b")
_KICKER = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ '’-]{3,40}(?::|\.|\s?(?:…|\.{3}))\s+(?=[A-ZÀ-Þ]\w*[a-z ])")
"""Words in capitals in front of a caption: "GUARD DUTY. A guard walks ..."."""

_STANDING = re.compile(rf"(?:\(|,\s?){_WORDS.alternation('standing')}(?:\)|,)")
_DAY = re.compile(rf"\b{ZoneWords('dates').alternation('weekdays')}\W*$", re.IGNORECASE)
_WHERE = re.compile(rf"\b{ZoneWords('datelines').alternation('before_places')}\s[A-ZÀ-Þ]")
_PAST = re.compile(rf"\b{_WORDS.alternation('no_scene')}\b")
_SPEECH = re.compile(rf"[\"“”«»]|\b{ZoneWords('boilerplate').alternation('speech_verbs')}\b")
_BEFORE_NOUNS = _WORDS.words("articles") | _WORDS.words("where")
_HAPPENED = tuple(_WORDS.entries("happened"))
_ARTICLE = re.compile(rf"(?i){_WORDS.alternation('articles')}\s")
_WHERE_AT = re.compile(rf"\s{_WORDS.alternation('where')}\s\w")
_WHERE_WORDS = _WORDS.words("where")
_ARTICLES = _WORDS.words("articles")
_NO_THING = _WORDS.words("no_thing")
_VERBS = _WORDS.words("irregular") | _WORDS.words("says_of") | _WORDS.words("no_scene")
_JOINING = _WORDS.words("joining")
_NO_THING_ENDS = tuple(_WORDS.entries("no_thing_ends"))
_RESUMED = re.compile(
    rf"[,—–]\s?(?!{_WORDS.alternation('relatives')}\s)(?:\w+\s){{0,2}}?{_WORDS.alternation('no_scene')}\s|[—–]"
)
"""Where a sentence goes on behind what was said of its subject."""

_PERSONS = ZoneWords("reader_calls").words("others")
_NO_S = tuple(_WORDS.entries("no_verb_ends"))
_ONE = tuple(one.title() for one in _WORDS.entries("single"))
_RELATIVE = re.compile(rf",?\s{_WORDS.alternation('relatives')}\s")
_NAMED = re.compile(r"(?:[A-Z][a-z]+ ){0,2}?(?P<who>[A-ZÀ-Þ][\w'’-]+ [A-ZÀ-Þ][\w'’-]+)(?=,| [a-z(])")
_FEWEST, _REACH = 4, 8
"""Words of the shortest name of a thing that ends like a sentence; words among which a verb is looked for."""

_STOPS = re.compile(r"[.!?][\"”]?\s+(?=[A-Z])")


def scene(text: str, *, wide: bool = False, acting: bool = False) -> float:
    """Return the sum of what says that ``text`` tells what a picture shows; 0 if nobody does anything in it.

    "A man walks past a shuttered shop in Bonn on Monday." ``wide`` says that words count, too, which may be
    others: "Moe speaks", "talks"; ``acting`` that any verb does, of a single one whom nobody knows.
    """
    text = on_one_line(text)
    kicker = _KICKER.match(text)
    text = text[kicker.end() :] if kicker else text
    if len(text) > LONGEST or not text[0].isupper() or _SPEECH.search(text) or len(_STOPS.findall(text)) > 1:
        return 0.0
    standing = _STANDING.search(text) is not None
    shown = _SCENE.match(text) is not None or (wide and _is_wide(text)) or (acting and _is_acting(text))
    if not shown and not standing:
        return 0.0
    dated = _DAY.search(text) is not None or bool(dates(text[-_DATE:]))
    score = (kicker is not None) + shown + 2.0 * standing + dated + 0.5 * (_WHERE.search(text) is not None)
    words = len(text.split())
    return (
        score
        + 0.5 * (words <= BRIEF)
        + 0.5 * (words <= _BRIEFEST)
        - 1.5 * (_PAST.search(_STOPS.split(text)[0]) is not None)
    )


def _is_wide(text: str) -> bool:
    """Whether somebody does something in it, by words that may be others; no verb of being goes with them."""
    found = _WIDE.match(text)
    if found and not _SAYS_OF.search(text[: found.end() + _NEXT]):
        return True
    return text[-1] not in ".!?" and _DOING.match(text) is not None


def is_articled(text: str) -> bool:
    """Tell whether ``text`` begins with an article, which few headlines do."""
    return _ARTICLE.match(text) is not None


def is_opened(text: str) -> bool:
    """Tell whether ``text`` begins with an article or a name of two words."""
    words = text.split()
    return is_articled(text) or (len(words) > 2 and words[0].istitle() and words[1].istitle())


def is_thing(text: str, *, named: bool = True) -> bool:
    """Tell whether ``text`` names a thing or somebody, and where: "The broken pump at the works of Bonn".

    It begins with an article, or a name of two words where ``named`` says so; a word of a place follows, with
    something behind it; a verb that tells what happened is none of it.
    """
    if len(text) > LONGEST or not text[0].isupper() or _SPEECH.search(text) or _STOPS.search(text):
        return False
    if _PAST.search(text) or _SAYS_OF.search(text) or any(mark in text for mark in "?!:;"):
        return False
    opened = is_opened(text) if named else is_articled(text)
    placed = _WHERE_AT.search(text)
    return (
        opened
        and placed is not None
        and not any(
            _happened(word)
            for before, word in pairwise(text.split())
            if before.casefold() not in _BEFORE_NOUNS
        )
    )


def is_nominal(text: str) -> bool:
    """Tell whether ``text`` ends like a sentence and names but a thing, and where or with what it is.

    "Walter Moe in 2019, with the ladder he built in 1961." What follows "that", "who", "he" does not count.
    """
    if len(text) > LONGEST or text[-1] != "." or text.count(" ") >= BRIEF or not text[0].isupper():
        return False
    text = on_one_line(text)
    relative = _RELATIVE.search(text)
    if relative and "," in text[relative.end() :]:
        return False
    if _SPEECH.search(text) or any(mark in text for mark in "?!:;$£€%<>") or _STOPS.search(text):
        return False
    words = _main(text).rstrip(".").split()
    if len(words) < _FEWEST or words[0].casefold().strip("',’") in _NO_THING:
        return False
    first = words[0].casefold()
    if (
        first.endswith(_NO_THING_ENDS)
        or is_verb(first)
        or first in _VERBS
        or not any(word in _WHERE_WORDS for word in words[1:])
    ):
        return False
    if _RESUMED.search(text) or words[1] in _ARTICLES or "n't" in text.replace("’", "'"):
        return False
    named = next((at for at, word in enumerate(words) if word.islower()), len(words))
    return not any(
        _happened(word)
        or word in _VERBS
        or (_is_ended(word) and before not in _JOINING and (before.islower() or at == named))
        for at, (before, word) in enumerate(pairwise(words), 1)
        if before.casefold() not in _BEFORE_NOUNS and before not in _PERSONS
    )


def on_one_line(text: str) -> str:
    """Return ``text`` without the line breaks of hard-wrapped copy."""
    return " ".join(text.split()) if "\n" in text else text


def _is_ended(word: str) -> bool:
    return (
        word.isalpha() and word.islower() and len(word) > 3 and word[-1] == "s" and not word.endswith(_NO_S)
    )


def is_named_again(text: str, story: str) -> bool:
    """Tell whether ``text`` begins with somebody's full name that ``story`` says once more: copy does not."""
    found = _NAMED.match(text)
    return found is not None and story.count(found["who"]) > 1


def _is_acting(text: str) -> bool:
    """Whether one whom nobody knows does something now, by the ending of the verb: "A woman rakes salt"."""
    words = _main(_STOPS.split(text)[0]).split()
    if words[0] not in _ONE or any(word in _VERBS or word.endswith(_HAPPENED) for word in words):
        return False
    return any(_is_ended(word) and before not in _BEFORE_NOUNS for before, word in pairwise(words[1:_REACH]))


def _main(text: str) -> str:
    found = _RELATIVE.search(text)
    return text[: found.start()] if found else text


def _happened(word: str) -> bool:
    return word.islower() and (is_verb(word) or word.rstrip(".,").endswith(_HAPPENED))
