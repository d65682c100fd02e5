"""The note to editors in a field: what each of its lines orders, says or only speaks of."""

import pytest

from slugline.intake.signals import kills
from slugline.intake.signals.field_signals import MOST_LINES, of_note
from slugline.intake.signals.notes import is_address, note, said_signals

SENT = "2030-11-03T10:00:00Z"
UNTIL = "2030-11-05T06:00:00+00:00"
LINE = "EMBARGOED UNTIL 06:00 GMT 5 NOVEMBER 2030"


@pytest.mark.parametrize(
    ("text", "signals", "status", "until"),
    [
        (None, (), "usable", None),
        ("", (), "usable", None),
        (" \n\n ", (), "usable", None),
        ("Photos to follow", (), "usable", None),
        (LINE, ("embargo",), "usable", UNTIL),
        (f"Photos to follow\n{LINE}", ("embargo",), "usable", UNTIL),
        (f"{LINE}\nEMBARGOED UNTIL 06:00 GMT 6 NOVEMBER 2030", ("embargo",), "usable", UNTIL),
        ("EMBARGOED", ("embargo",), "withheld", None),
        (f"EMBARGOED\n{LINE}", ("embargo",), "usable", UNTIL),
        ("EMBARGOED: photos to follow", ("embargo",), "withheld", None),
        (f"{LINE}: Corrects name in paragraph 2", ("embargo", "correction"), "usable", UNTIL),
        ("It is embargoed until Tuesday, 06:00 GMT. Photos to follow", ("embargo",), "usable", UNTIL),
        ("It is embargoed until Tuesday", ("embargo",), "usable", "2030-11-05T00:00:00-12:00"),
        ("KILL. The story is wrong.", ("kill",), "canceled", None),
        ("Please kill this story.", ("kill",), "canceled", None),
        ("Please hold this story.", ("withhold",), "withheld", None),
        (f"{LINE}\nPlease kill this story.", ("embargo", "kill"), "canceled", UNTIL),
        ("Do we kill this story?", (), "usable", None),
        ("CORRECTION: name of the mayor", ("correction",), "usable", None),
        ("Updates with mayor. Adds photo", ("update", "adds"), "usable", None),
        ("Not for publication", ("withhold",), "withheld", None),
        ("Not for publication:", (), "usable", None),
        ("Not for publication\nKari Moe, +47 5555 0100", (), "usable", None),
        ("Not for publication.\nKari Moe, +47 5555 0100", ("withhold",), "withheld", None),
        ("x\n" * (MOST_LINES - 1) + "KILL. It is wrong.", ("kill",), "canceled", None),
        ("x\n" * MOST_LINES + "KILL. It is wrong.", (), "usable", None),
        ("a. " * 11 + "Please kill this story.", ("kill",), "canceled", None),
    ],
)
def test_what_a_note_says(text: str | None, signals: tuple[str, ...], status: str, until: str | None) -> None:
    said = of_note(text, SENT)
    assert (said.signals, said.status, said.embargoed) == (signals, status, until)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("EDITORS:", True),
        ("(Eds:)", True),
        ("Eds --", True),
        ("ATTN EDITORS:", True),
        ("Eds: photos follow", False),
        ("Eds:1", False),
        ("Editors", False),
        ("Eds:" + " " * 56, True),
        ("Eds:" + " " * 57, False),
    ],
)
def test_a_call_to_editors_alone(text: str, expected: bool) -> None:
    assert is_address(text) is expected


@pytest.mark.parametrize("call", ["EDITORS:", "EDITORS: ", "Eds -- ", "(Eds:"])
def test_what_is_said_to_editors_is_whole(call: str) -> None:
    said = note(f"{call}Please use the picture sent before.")
    assert said is not None
    assert (said.text, said.addressed) == ("Please use the picture sent before.", True)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Eds: Adds quotes.", "Adds quotes."),
        ("[Eds: Adds quotes.]", "Adds quotes."),
        ("(Adds quotes)", "Adds quotes"),
        ("[Adds (two) quotes]", "Adds (two) quotes"),
        ("(Adds quotes).", "Adds quotes)."),
        ("Eds:", None),
        ("(Adds quotes) of his", None),
        ("(Adds quotes", None),
        ("Eds: " + "x" * 1_195, "x" * 1_195),
        ("Eds: " + "x" * 1_196, None),
    ],
)
def test_notes_as_a_whole(text: str, said: str | None) -> None:
    found = note(text)
    assert (found.text if found else None) == said


@pytest.mark.parametrize(
    ("said", "done", "expected"),
    [
        ("Adds quotes; corrects name", "", ("adds", "correction")),
        ("Adds quotes, corrects name", "", ("adds", "correction")),
        ("Adds quotes, Corrects name", "", ("adds",)),
        ("Adds quotes and corrects name", "", ("adds",)),
        ("Adds quotes. adds more", "", ("adds",)),
        ("Nothing", "corrected", ("correction",)),
        ("Nothing", "Clarified", ("clarification",)),
        ("Nothing", "updated", ("update",)),
        ("Nothing", "edited", ()),
        ("x" * 399 + " Adds", "", ()),
    ],
)
def test_what_its_verbs_say(said: str, done: str, expected: tuple[str, ...]) -> None:
    assert said_signals(said, done) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Kill this story", "kill"),
        ("Please kill this story.", "kill"),
        ("This story is withdrawn!", "kill"),
        ("Withhold this story", "withhold"),
        ("Please kill", "kill"),
        ("Please kill the above", "kill"),
        ("Kill this story now and here", None),
        ("We do not kill this story", None),
        ("Kill this story?", None),
        ("Not for publication", "withhold"),
        ("Not for publication:", None),
        ("He killed the story of his life", None),
        ("", None),
    ],
)
def test_what_a_sentence_orders(sentence: str, expected: str | None) -> None:
    assert kills.of_this(sentence) == expected


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("Norvik fire story withdrawn", "kill"),
        ("Norvik fire story withdrawn.", "kill"),
        ("Norvik fire story withheld", "withhold"),
        ("Story withdrawn from sale in Norvik", None),
        ("Fire withdrawn", None),
        ("x" * 2_000 + " story withdrawn", "kill"),
    ],
)
def test_what_a_headline_says_was_done(headline: str, expected: str | None) -> None:
    assert kills.done(headline) == expected
