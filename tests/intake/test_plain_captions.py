"""Captions that are plain sentences or lines between paragraphs, and what stands below copy."""

import pytest

from slugline.intake.formats.plain_text import read_text
from slugline.intake.zones.captions import is_caption
from slugline.intake.zones.codes import is_signature
from slugline.intake.zones.scenes import is_named_again, is_nominal

HEAD = "Crane falls into harbour basin"
BY = "By Kari Moe"
FIRST = "The harbour of Ostvik was shut on Monday after a crane fell into the basin, its master said."
SECOND = "Nobody was hurt, though it was a near thing, said the crane driver, Jon Dahl, 58."
THIRD = "The basin is to be dredged in the spring by a firm from Luvik, which also built the crane."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Satellite view of the storm on Monday morning.", True),
        ("Jon Dahl in 2019, with the ladder he built in 1961.", True),
        ("A giant smelt at last year's parade on Lake Avenue.", True),
        ("Zebras on the Luvik pans near Ostvik.", True),
        ("A log of oak in the yard of the mill, which\nwas shut in 1971.", True),
        ("The firm owns two mills in Luvik.", False), ("Moe operates two mills in Luvik.", False),
        ("Not a word from the ministry.", False), ("Increase the time by a step.", False),
        ("The port went to Luvik.", False), ("Nothing of it in the books.", False),
        ("The mill in Luvik, which burnt down, was sold.", False), ("A quote: of it in the book.", False),
    ],
)  # fmt: skip
def test_names_of_things_that_end_like_sentences(text: str, expected: bool) -> None:
    assert is_nominal(text) == expected


@pytest.mark.parametrize(
    "caption",
    [
        "A woman rakes salt on the shore near Luvik.",
        "Satellite view of the basin on Monday morning.",
        "Driver Jon Dahl sits on the crane in Ostvik.",
    ],
)
def test_a_sentence_between_paragraphs_of_a_page(caption: str) -> None:
    text = "\n\n".join((HEAD, BY, FIRST, caption, SECOND, THIRD))
    assert [zone.kind for zone in read_text(text).zones][2:] == ["body", "caption", "body", "body"]
    plain = "\n\n".join((HEAD, FIRST, caption, SECOND, THIRD))
    assert "caption" not in [zone.kind for zone in read_text(plain).zones]


def test_lines_as_long_as_captions_of_a_page_that_has_some() -> None:
    shown = "Jon Dahl has used the crane each day since 1974"
    first = "The crane was built in 1971 Credit: Elin Fosse"
    text = "\n\n".join((HEAD, BY, first, FIRST, shown, SECOND, THIRD))
    assert [zone.kind for zone in read_text(text).zones][4] == "caption"
    two = "\n\n".join(
        (HEAD, BY, FIRST, shown, "The driver swam round it every morning at six", SECOND, THIRD)
    )
    assert [zone.kind for zone in read_text(two).zones][3:5] == ["caption", "caption"]


def test_a_name_in_full_is_said_once() -> None:
    story = f"{SECOND} Driver Jon Dahl, 58, swam ashore."
    assert is_named_again("Driver Jon Dahl, 58, swims ashore.", story)
    assert not is_named_again("Driver Jon Dahl, 58, swims ashore.", SECOND.replace("Jon Dahl", "Dahl"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Left shoes in a window - Credit: NL Post / NL Post - License: All Rights Reserved", True),
        ("Taxi riders wait, Oct. 3, 2030 - Copyright © norviknews / Elin Fosse", True),
        ("The ox in the nave of the church on Saturday. —CONTRIBUTED PHOTO", True),
        ("The eel box at the station until Wednesday. | KYODO", True),
        ("PARIS, March 16 - Credit Foncier de Norvik said it would issue bonds.", False),
    ],
)
def test_credits_behind_captions(text: str, expected: bool) -> None:
    assert is_caption(text, None) == expected
    if expected:
        assert is_caption(text.replace(" ", "\n", 1), None)


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        (("12 comments", "Grumpybiker 3:14pm Wed 17 Apr", "A tax on breathing next?"), 3),
        (("View all 214 comments", "quokka", "He swims better than my dad.", "Reply Share Report"), 4),
        (("Sort by: Best", "quokka", "He swims better than my dad.", "Score: 41"), 4),
        (("Box scores can be sent to sports@norvik.example by 10 p.m.",), 1),
        (("Links to norvik.example are mandatory wherever this text is used.",), 1),
        (("dpa cro jhm hu",), 1), (("bz.hm",), 1), (("(FENA) S. R.",), 1),
        (("He may be reached at kari@norvik.example after work, she wrote.",), 0),
    ],
)  # fmt: skip
def test_below_the_story(lines: tuple[str, ...], count: int) -> None:
    kinds = [zone.kind for zone in read_text("\n\n".join((HEAD, BY, FIRST, SECOND, THIRD, *lines))).zones]
    assert kinds[5:].count("boilerplate") == count


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dpa cro jhm", True),
        ("lb-gf/ta", True),
        ("(Schluss) hel/mf", True),
        ("dpa reported it", False),
        ("No", False),
    ],
)
def test_signatures(text: str, expected: bool) -> None:
    assert is_signature(text) == expected
