"""Every kind of quote: which words were said, by which words in the text, with which cue."""

import pytest

from slugline.records.events import QuoteEvent
from tests.quotes.conftest import Told

Wanted = tuple[str, list[str], str | None, str | None]
CASES: dict[str, tuple[str, list[Wanted]]] = {
    "direct, speaker after": (
        '"The bridge is safe," said Anna Keller.',
        [("direct", ["The bridge is safe,"], "Anna Keller", "said")],
    ),
    "direct, speaker before": (
        'Anna Keller said: "The bridge is safe."',
        [("direct", ["The bridge is safe."], "Anna Keller", "said")],
    ),
    "direct, told": (
        '"The bridge is safe," Anna Keller told reporters on Monday.',
        [("direct", ["The bridge is safe,"], "Anna Keller", "told reporters")],
    ),
    "split by a cue": (
        '"The bridge is safe," Anna Keller said. "We checked it twice."',
        [("direct", ["The bridge is safe,", "We checked it twice."], "Anna Keller", "said")],
    ),
    "split by a long cue": (
        '"The bridge," Anna Keller, chief engineer of the port of Odense, told a hearing Monday, "is safe."',
        [("direct", ["The bridge,", "is safe."], "Anna Keller", "told a hearing")],
    ),
    "question": (
        '"Who pays for that?" Anna Keller asked.',
        [("direct", ["Who pays for that?"], "Anna Keller", "asked")],
    ),
    "apposition between cue and quote": (
        'Robert Klein, chairman of the harbour board, said: "We are ready."',
        [("direct", ["We are ready."], "Robert Klein", "said")],
    ),
    "inverted with apposition": (
        '"We are ready," said Robert Klein, chairman of the harbour board.',
        [("direct", ["We are ready,"], "Robert Klein", "said")],
    ),
    "role before the name": (
        '"We are ready," said harbour board chairman Robert Klein.',
        [("direct", ["We are ready,"], "harbour board chairman Robert Klein", "said")],
    ),
    "light verb cue": (
        '"We are ready," Robert Klein said in a statement.',
        [("direct", ["We are ready,"], "Robert Klein", "said")],
    ),
    "put it": (
        'As Robert Klein put it, "nobody is above the tide."',
        [("direct", ["nobody is above the tide."], "Robert Klein", "put it")],
    ),
    "mixed": (
        'Klein said there was "no reason at all" to close the harbour.',
        [("mixed", ['there was "no reason at all" to close the harbour'], "Klein", "said")],
    ),
    "label": (
        'Klein called the plan "a gift to smugglers" and left.',
        [("mixed", ['the plan "a gift to smugglers"'], "Klein", "called")],
    ),
    "indirect with that": (
        "Klein said that the harbour would stay open.",
        [("indirect", ["that the harbour would stay open"], "Klein", "said")],
    ),
    "indirect without that": (
        "Klein said the harbour would stay open.",
        [("indirect", ["the harbour would stay open"], "Klein", "said")],
    ),
    "indirect before its cue": (
        "The harbour will stay open, Klein said.",
        [("indirect", ["The harbour will stay open"], "Klein", "said")],
    ),
    "indirect around its cue": (
        "The harbour, Klein said, will stay open.",
        [("indirect", ["The harbour", "will stay open"], "Klein", "said")],
    ),
    "indirect with an addressee": (
        "Klein told the Baltic Times that the harbour would stay open.",
        [("indirect", ["that the harbour would stay open"], "Klein", "told the Baltic Times")],
    ),
    "joined verbs": (
        "Klein said the harbour was safe and added that the ferries would sail.",
        [
            ("indirect", ["the harbour was safe"], "Klein", "said"),
            ("indirect", ["that the ferries would sail"], "Klein", "added"),
        ],
    ),
    "participle": (
        "Klein defended the plan, saying the harbour was safe.",
        [
            ("indirect", ["the harbour was safe"], "Klein", "saying"),
        ],
    ),
    "nested": (
        "Klein said the ministry had told him that the harbour was safe.",
        [
            ("indirect", ["the ministry had told him that the harbour was safe"], "Klein", "said"),
            ("indirect", ["that the harbour was safe"], "the ministry", "told him"),
        ],
    ),
    "according to, before": (
        "According to Klein, the harbour is safe.",
        [("indirect", ["the harbour is safe"], "Klein", "According to")],
    ),
    "according to, after": (
        "The harbour is safe, according to Klein.",
        [("indirect", ["The harbour is safe"], "Klein", "according to")],
    ),
    "according to, in the middle": (
        "The harbour, according to Klein, is safe.",
        [("indirect", ["The harbour", "is safe"], "Klein", "according to")],
    ),
    "promise": (
        "Klein vowed to keep the harbour open.",
        [("indirect", ["to keep the harbour open"], "Klein", "vowed")],
    ),
    "written": (
        'Klein tweeted: "Ferries sail again."',
        [("direct", ["Ferries sail again."], "Klein", "tweeted")],
    ),
    "gesture": ('"Not today," Klein shrugged.', [("direct", ["Not today,"], "Klein", "shrugged")]),
    "quoted as saying": (
        '"Ferries sail again," Klein was quoted as saying by a radio station.',
        [("direct", ["Ferries sail again,"], "Klein", "quoted as saying")],
    ),
    "not said yet": ("Klein would not say whether the harbour was safe.", []),
    "a wish is no speech": ("Klein wants to keep the harbour open.", []),
    "a noun is no verb": ("The reports and claims of the union were ignored.", []),
}


def shown(event: QuoteEvent, text: str) -> Wanted:
    return (
        event.kind,
        [text[piece.start : piece.end] for piece in event.pieces],
        event.speaker.text if event.speaker else None,
        event.cue.text if event.cue else None,
    )


@pytest.mark.parametrize(("text", "wanted"), CASES.values(), ids=CASES.keys())
def test_what_is_said(text: str, wanted: list[Wanted], told: Told) -> None:
    assert [shown(event, text) for event in told(text)] == wanted
