"""Doubts: whether what a cue reports was said, or only supposed, wished, or doubted by somebody else."""

from slugline.quotes import phrases
from slugline.quotes.cues import HAVING, MODAL, NEGATED, NEGATION, NO, NOBODY, WITHHOLDS, Cue
from slugline.quotes.paragraph import Line
from slugline.reading.tags import (
    ADVERB,
    AUXILIARY,
    BE,
    BODIES,
    BODY,
    CREW,
    DETERMINER,
    DOCUMENT,
    DOCUMENTS,
    FUNCTION,
    PEOPLE,
    PERSON,
    PREPOSITION,
    REPORTS,
    SPEAKS,
    TERMINAL,
    THAT,
    TO,
    VERB,
    verb_forms,
)

SUPPOSED = FUNCTION["supposed"]
UNKNOWN = FUNCTION["supposed of the past too"]
UNTRUE = FUNCTION["unbelieved"]
UNBELIEVED = FUNCTION["deniable"] | UNTRUE
BELIEVED = FUNCTION["believed"]
DOUBT = FUNCTION["doubt"]
WHAT = FUNCTION["what"]
IT = FUNCTION["it"]
SUPPOSES = FUNCTION["supposes"]
FALSELY = FUNCTION["falsely"]
INVENTION = FUNCTION["invention"]
SUPPOSING = FUNCTION["supposing"]
WRONG = FUNCTION["wrong to say"]
INSTEAD = FUNCTION["instead of saying"]
IN = FUNCTION["in"]
LET_US = FUNCTION["object"]
NOT = NEGATION | NO | NOBODY | FUNCTION["hardly any"]
STATED = frozenset(("speech", "writing"))
"""Classes of cue by which somebody makes a statement."""
EMITTED = STATED | {"finding"}
"""Classes of cue whose indirect content is emitted; others (belief, will, stance) need a quotation."""
NEAR = 4
"""How many items before a doubt or a belief a negation may stand."""


def told(line: Line, cue: Cue, *, quoted: bool) -> bool:
    """Return whether what the cue reports was said: not what may, will or did not get said, nor mere
    belief. ``quoted`` says that some of it stands in marks.
    """
    if _doubted(line, cue) or (quoted and (cue.mood == "negated" or _not_done(line, cue.words[0]))):
        return False
    before = line.low[cue.clause - 1] if cue.clause > 0 else ""
    supposed = before in UNKNOWN or (not cue.past and before in SUPPOSED) or _unbelieved(line, cue.clause - 1)
    unsaid = cue.mood in ("modal", "infinitive", "negated") or supposed
    if quoted:
        if cue.lemma in WITHHOLDS and cue.opener == "that":
            return False
        return not unsaid or cue.opener in ("quote", "label", "that", "none")
    if cue.kind == "finding" and not _tells(line, cue):
        return False
    if cue.lemma in WITHHOLDS or (cue.opener == "noun" and "s" not in cue.frames):
        return False
    if before in WHAT and not cue.inverted and not line.has(cue.body, BE):
        return False
    return not unsaid and cue.kind in EMITTED


def direct(line: Line, cue: Cue) -> bool:
    """Return whether words in marks were said: not "..., Klein did not say", "..., Klein could have said"."""
    return cue.mood != "negated" and not _not_done(line, cue.words[0]) and not _doubted(line, cue)


def false(line: Line, cue: Cue) -> bool:
    """Return whether the cue's content need not be so: "falsely claimed that Klein said", "hoped that Klein
    had said", "few believe that Klein said"."""
    if cue.lemma in SUPPOSES:
        return cue.opener in ("that", "clause")
    first, last = cue.words
    if not FALSELY.isdisjoint((*line.low[max(0, first - 1) : first], *line.low[last : last + 1])):
        return True
    if cue.kind in EMITTED or cue.subject is None:
        return False
    begin, end = cue.subject
    return not NOT.isdisjoint(line.low[begin:end])


def _not_done(line: Line, verb: int) -> bool:
    """Return whether the verb tells what could have been done, and was not ("might have said")."""
    having = False
    for at in range(verb - 1, -1, -1):
        if line.low[at] in MODAL and not line.capital(at):
            return having
        if not line.has(at, AUXILIARY | ADVERB):
            return False
        having = having or line.low[at] in HAVING
    return False


def _doubted(line: Line, cue: Cue) -> bool:
    """Return whether the words before an attribution doubt that it was made ("no proof that Klein said",
    "Marsh doubts Klein said"), or those that its subject seems to begin with ("no proof Klein said")."""
    if _invented(line, cue) or (cue.shared and line.low[cue.clause - 1] in INSTEAD):
        return True
    at = cue.clause - 1
    if at > 0 and line.has(at, THAT):
        at -= 1
    if at >= 0 and (_doubts(line, at) or _unheld(line, at) or _wrong_to_say(line, at) or _has_it(line, at)):
        return True
    if cue.subject is None or cue.inverted:
        return False
    if line.low[cue.subject[0]] in SUPPOSING and _doubts(line, cue.subject[0]):
        return True
    begins = (item for item in range(cue.subject[0], cue.subject[1] - 1) if not line.capital(item))
    return any(
        (_doubts(line, item) or line.low[item] in UNTRUE)
        and (line.capital(item + 1) or line.has(item + 1, DETERMINER | SPEAKS))
        for item in begins
    )


def _invented(line: Line, cue: Cue) -> bool:
    """Return whether the sentence tells what is said in a dream, a novel or the like, in which it begins."""
    begin = line.sentences[line.sentence_of(cue.words[0])][0]
    if line.low[begin] not in IN:
        return False
    for at in range(begin + 1, cue.words[0]):
        if line.low[at] in INVENTION:
            return True
        if line.low[at] == "," or line.has(at, PREPOSITION | VERB):
            return False
    return False


def _wrong_to_say(line: Line, at: int) -> bool:
    """Return whether item ``at`` is a verb that it is wrong to use of what follows ("false to say that")."""
    return at > 1 and line.has(at, REPORTS) and line.has(at - 1, TO) and line.low[at - 2] in WRONG


def _has_it(line: Line, at: int) -> bool:
    """Return whether what follows item ``at`` is rumour ("rumour has it Klein said")."""
    return at > 1 and line.low[at] in IT and line.low[at - 1] in HAVING and line.low[at - 2] in UNBELIEVED


def _doubts(line: Line, at: int) -> bool:
    """Return whether item ``at`` is a doubt, or a belief that somebody has not."""
    low = line.low[at]
    if low in SUPPOSING and (at == 0 or line.has(at - 1, TERMINAL | SPEAKS) or line.low[at - 1] in LET_US):
        return True
    if low not in DOUBT and low not in BELIEVED:
        return False
    return _negated(line, at) == (low in BELIEVED)


def _unheld(line: Line, at: int) -> bool:
    """Return whether item ``at`` is a belief that not everybody has ("not all believe that Klein said")."""
    if line.low[at] in DOUBT:
        return False
    forms = verb_forms().get(line.low[at], ())
    return any("belief" in form.verb.frames.values() for form in forms) and _negated(line, at)


def _negated(line: Line, at: int) -> bool:
    near = line.low[max(0, at - NEAR) : at]
    return any(word in NOT or word.endswith(NEGATED) for word in near)


def _unbelieved(line: Line, at: int) -> bool:
    """Return whether "that" at item ``at`` opens what need not be so ("rumours that Klein said ...")."""
    if at < 1 or not line.has(at, THAT):
        return False
    return line.low[at - 1] in UNBELIEVED


def _tells(line: Line, cue: Cue) -> bool:
    """Return whether a finding is told by its subject: a document or a body, not people who saw something."""
    if cue.opener not in ("that", "none", "comma"):
        return False
    if cue.subject is None:
        return True
    at = phrases.head(line, cue.subject)
    source = line.has(at, DOCUMENT | DOCUMENTS | BODY | BODIES | CREW)
    return source or (line.capital(at) and not line.has(at, PERSON | PEOPLE))
