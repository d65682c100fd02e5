"""Lines in which a page speaks to who reads it, and sentences that only look so."""

import pytest

from slugline.intake.zones.reader_calls import is_reader_call


@pytest.mark.parametrize(
    "text",
    [
        "Want more stories? Join our morning list", "Get the harbour's news in your inbox",
        "Your browser cannot show this video", "Facts cost money. Stand by our newsroom today.",
        "Was this useful?", "Play our crossword", "Hide this message", "Forgot your password?",
        "Free alerts about the ferries, straight to your phone",
    ],
)  # fmt: skip
def test_calls(text: str) -> None:
    assert is_reader_call(text)


@pytest.mark.parametrize(
    "text",
    [
        "Tell them to check their inbox for a letter.", "Ministers want your vote.", "US video rentals fell.",
        '"Get our app," the mayor told reporters.', "We must act before the storm comes.", "Ferry",
        "The company said its app sends alerts to your phone.", "Talks on US stories and video go on",
        "get our app", "Find Ana Silva in Bonn", "He asked for your story and your video.",
    ],
)  # fmt: skip
def test_what_is_none(text: str) -> None:
    assert not is_reader_call(text)
