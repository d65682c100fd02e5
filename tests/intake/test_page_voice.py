"""Lines that speak for a page beside its own, and a story's sentences that only sound so."""

import pytest

from slugline.intake.formats.plain_text import read_text
from slugline.intake.zones.page_voice import is_page_voice

HEAD, BY = "Ferry firm fined over oil spill", "By Kari Moe"
BODY = "The ministers agreed on Monday to meet again in June, officials said."


@pytest.mark.parametrize(
    "text",
    [
        "Our newsletter is free. Sign up to receive our biggest stories as soon as they are out.",
        "Did you know that with a cheap subscription to our paper you get fewer ads?",
        "We need your support. Please back our reporting today.",
        "* This article appears in the winter edition of the magazine",
        "Subscribe for £3 a month and be first",
    ],
)
def test_beside_furniture(text: str) -> None:
    assert is_page_voice(text, alone=False)


@pytest.mark.parametrize(
    "text",
    [
        "The video, which runs for two minutes, shows a man on the quay.",
        "The app was offline for six hours, and its comments were closed.",
        "Follow the river north and the first thing you see is the mill.",
        "He asked you to read this article on Monday and send your story to them, a friend of theirs wrote.",
        '"Sign up for our newsletter and get your copy of this story," the mayor told readers.',
        "If you take the ferry you see the mill, and you can walk from there to the old town.",
    ],
)
def test_what_is_a_storys(text: str) -> None:
    assert not is_page_voice(text, alone=False)


def test_alone_a_sentence_needs_more_than_a_line() -> None:
    assert is_page_voice("This page is a summary", alone=True)
    assert not is_page_voice("This page is a summary.", alone=True)
    assert is_page_voice("This page is a summary.", alone=False)


def test_it_is_the_pages_where_a_page_is_told() -> None:
    call = "Our newsroom is small. Please share this story, and ask them to back our reporting."
    for page, kind in (("Advertisement", "boilerplate"), (BODY, "body")):
        text = "\n\n".join((HEAD, BY, BODY, page, BODY, call, BODY))
        assert (
            next(zone.kind for zone in read_text(text).zones if text[zone.start :].startswith(call)) == kind
        )
