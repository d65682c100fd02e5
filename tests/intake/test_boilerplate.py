"""What a page or a wire puts around a story."""

import pytest

from slugline.intake.zones.boilerplate import is_furniture, marks

BODY = "The ministers agreed on Monday to meet again in June."
LONG = "It rained on the ministers all the way to Bonn, and nobody had thought of bringing a coat along. " * 3


@pytest.mark.parametrize(
    "text",
    [
        "Share", "SHARE:", "(ends)", "Read more >", "Related topics", "* * *", "...", "- 30 -", "###",
        "/// ab", "/ab/", "ab-cd/ef", "xyz/ab/cd", "--- AB",
        "Reporting by Ana Silva", "Additional reporting by Ana Silva", "With photos by Ana Silva",
        "This story was written by Ana Silva", "Writing and editing by Tom Lee",
        "Video, words & photos by Tom Lee",
        "Reporting by Ana Silva in Bonn and Tom Lee in Ulm", "(Reporting by the newsroom in the old town)",
        "[Reporting by the newsroom in the old town].", "($1 = 0.9 euros) (Reporting by Ana Silva)",
        "(Reporting by Ana Silva" + ", Ana Silva" * 88 + " and Edo)",
        "Ana Silva contributed reporting", "Ana Silva contributed to this report from Bonn and Ulm.",
        "Source: AB News", "Quelle: AB", "© AB News", "(c) AB News", "Follow us on Facebook",
        "Why not follow Ana on Twitter", "Sign up for news", "Read also: the talks",
    ],
)  # fmt: skip
def test_furniture_wherever_it_stands(text: str) -> None:
    assert is_furniture(text)


@pytest.mark.parametrize(
    "text",
    [
        BODY, "Shared", "30", "/abcde/", "ab/c", "abcdef/gh",
        "Reporting by the newsroom", "Reporting by", "Reporting by and in",
        "(Reporting by the newsroom) it rained",
        "Reporting by Ana of the old town", "This story was told by Ana Silva", "A “b” contributed reporting",
        "contributed reporting", "Source: it rained. It snowed.", "Source: A",
        "Follow Ana. Find her on Facebook",
        "Follow us on Facebook, she said", "Sign up for “news”", "Sign up for " + LONG, "Follow " + LONG,
        "Source: " + "a" * 61, "(Reporting by Ana Silva" + ", Ana Silva" * 88 + " and Edda)",
        "Follow" + " Ana" * 16 + " on Facebook",
    ],
)  # fmt: skip
def test_what_is_none(text: str) -> None:
    assert not is_furniture(text)


NOTICES = [
    "AB News. Tous droits réservés.", "AB News, © 2025. Subscribe now.", "AB News, © 2025. Copyright.",
    "Our website has news of all kinds. Contact us.", "Copyright and licensing",
    "Our newsletter goes to subscribers. " + "It rained on us. " * 70,
]  # fmt: skip
NO_NOTICES = [
    BODY, "Copyright law must change.", "All rights reserved for the old town of Bonn", "Copyright copyright",
    "Our website, he said. Contact us.", "Subscribe to his newsletters", "Our app is new",
    "“Our website. Contact us.”", "Our website" + " x" * 1_000 + " contact us",
]  # fmt: skip


@pytest.mark.parametrize("text", NOTICES)
def test_notices_count_only_near_the_end(text: str) -> None:
    assert marks([BODY, text]) == [False, True]
    assert marks([text, BODY]) == [False, False]
    assert marks([BODY, text, *[BODY] * 11]) == [False, True, *[False] * 11]
    assert marks([BODY, text, *[BODY] * 12]) == [False] * 14


@pytest.mark.parametrize("text", NO_NOTICES)
def test_what_is_no_notice(text: str) -> None:
    assert marks([BODY, text]) == [False, False]


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        (["Rain in Bonn", "X" * 160], [True, True]),
        (["Rain in Bonn", "X" * 161], [True, False]),
        (["Rain in Bonn", "It rained for days.", "Rain in Kiel"], [True, False, False]),
        (["It rained for days, officials said.", "Rain"], [False, False]),
        (["Talks at the U.N.", "Rain"], [True, True]),
        (["rain in Bonn"], [False]),
        (["(Reporting by Ana Silva" + ", Ana Silva" * 30 + ")"], [True]),
        (["Our website is new. Contact us. " + "It rained on us. " * 10], [True]),
        (["Rain"] * 20, [True] * 20),
        (["Rain"] * 21, [True] * 21),
        (["Rain"] * 60, [True] * 20 + [False] * 40),
        ([], []),
    ],
)
def test_short_lines_below_the_heading_of_a_list_are_links(below: list[str], expected: list[bool]) -> None:
    assert marks([BODY, "More stories", *below]) == [False, True, *expected]


def test_a_list_does_not_begin_the_story() -> None:
    assert marks(["More stories", "Rain"]) == [True, False]
