"""Where the page's own begins below a story: told by the run of its last blocks."""

import pytest

from slugline.intake.zones.tails import tail

STORY = (
    "Ferry firm fined over oil spill",
    "The ministers agreed on Monday to meet again in June, officials said.",
)


@pytest.mark.parametrize(
    ("texts", "marks", "below"),
    [
        (("Advertisement", "Ferry guide", "Share"), "x x", 2),
        (("Advertisement", "Read our guide to your stories.", "Terms", "Share"), "x xx", 2),
        (("Advertisement", "What next for the port?", "Share"), "x x", 2),
        (("Advertisement", "Nobody was hurt.", "Share"), "x x", 4),
        (("Advertisement", "The story was published with our comments, she said.", "Share"), "x x", 4),
        (("Advertisement", "The ministers read the comments and our story.", "Share"), "x x", 4),
        (("Advertisement", "He read the comments and our story.", "Share"), "x x", 4),
        (("Advertisement", "“We lost it all”", "Share"), "x x", 4),
        (("Advertisement", "A view of the port (Ana Roth/AP)", "Share"), "x x", 4),
        (("Advertisement", "(AP)", "Share"), "x x", 2),
        (("Ana Roth is a reporter for the Norvik Press.", "Share"), " x", 2),
        (("The trial goes on. PTI RM", "Share"), " x", 3),
        (("- Ferry guide", "Share"), " x", 3),
    ],
)
def test_tail(texts: tuple[str, ...], marks: str, below: int) -> None:
    assert tail((*STORY, *texts), [False, False, *(mark == "x" for mark in marks)]) == below


def test_it_is_below_a_sentence() -> None:
    assert tail(("Home", "Ferry firm fined", "Share", "Print"), [True, False, True, True]) == 4
