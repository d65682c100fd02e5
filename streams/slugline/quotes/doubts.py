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
    SPEAKS,
    THAT,
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
    at = cue.clause - 1
    if at > 0 and line.has(at, THAT):
        at -= 1
    if at >= 0 and _doubts(line, at):
        return True
    if cue.subject is None or cue.inverted:
        return False
    begins = (item for item in range(cue.subject[0], cue.subject[1] - 1) if not line.capital(item))
    return any(
        (_doubts(line, item) or line.low[item] in UNTRUE)
        and (line.capital(item + 1) or line.has(item + 1, DETERMINER | SPEAKS))
        for item in begins
    )


def _doubts(line: Line, at: int) -> bool:
    """Return whether item ``at`` is a doubt, or a belief that somebody has not."""
    low = line.low[at]
    if low not in DOUBT and low not in BELIEVED:
        return False
    near = line.low[max(0, at - NEAR) : at]
    negated = any(word in NOT or word.endswith(NEGATED) for word in near)
    return negated == (low in BELIEVED)


def _unbelieved(line: Line, at: int) -> bool:
    """Return whether "that" at item ``at`` opens what need not be so ("rumours that Klein said ...", "rumour
    has it that Klein said ...")."""
    if at < 1 or not line.has(at, THAT):
        return False
    source = at - 3 if at > 2 and line.low[at - 1] in IT and line.low[at - 2] in HAVING else at - 1
    return line.low[source] in UNBELIEVED


def _tells(line: Line, cue: Cue) -> bool:
    """Return whether a finding is told by its subject: a document or a body, not people who saw something."""
    if cue.opener not in ("that", "none", "comma"):
        return False
    if cue.subject is None:
        return True
    at = phrases.head(line, cue.subject)
    source = line.has(at, DOCUMENT | DOCUMENTS | BODY | BODIES | CREW)
    return source or (line.capital(at) and not line.has(at, PERSON | PEOPLE))
