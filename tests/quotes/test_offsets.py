"""Every offset of a quote points at the words it claims, and every id is the story's own, in any text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from slugline import quotes
from slugline.reading.reading import unnamed
from slugline.records.story import Story, Zone
from tests.quotes.invented import zoned

MARKS = ['"', "“", "”", "''", "'", "‘", "’", "«", "»", ", ", ". ", ": ", "? ", " - ", " — ", "(", ")", "\n"]
ODD = ["\u200b", "\u202e", "שלום", "🚢", "é", "READ MORE: ", "’s "]
WORDS = ["said ", "she said", "he told reporters that ", "according to ", "who ", "and added ", ", saying "]
NAMES = ["Anna Keller ", "Klein", "the mayor ", "officials ", "said Robert Klein, "]
SENTENCES = ["called it ", "the bridge is safe", "We sail", "not", "warned ", "it was "]
PARTS = st.sampled_from([*MARKS, *ODD, *WORDS, *NAMES, *SENTENCES])
TEXTS = st.lists(PARTS, max_size=40).map("".join)


def plain(text: str) -> Story:
    zones = tuple(
        Zone(kind="body", start=start, end=start + len(words))
        for start, words in spans(text)
        if words.strip()
    )
    return zoned(text, zones, uri="urn:test:offsets", version=3)


def spans(text: str) -> list[tuple[int, str]]:
    found, at = [], 0
    for words in text.split("\n"):
        found.append((at, words))
        at += len(words) + 1
    return found


def check(text: str) -> int:
    """Assert that all quotes of ``text`` point at their words; return how many there are.

    No model has read it: quotes do without names.
    """
    story = plain(text)
    events = list(quotes.extract(unnamed(story), ()))
    for event in events:
        words = [text[piece.start : piece.end] for piece in event.pieces]
        assert event.text == " ... ".join(words)
        assert all(0 <= piece.start < piece.end <= len(text) for piece in event.pieces)
        assert list(event.pieces) == sorted(event.pieces, key=lambda piece: piece.start)
        for named in (event.cue, event.speaker):
            assert named is None or named.text == text[named.start : named.end] != ""
        assert 0 <= event.confidence <= 1
        assert event.speaker_name is None or event.speaker_name
    assert len({event.id for event in events}) == len(events)
    return len(events)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_offsets_point_at_their_words(text: str) -> None:
    check(text)
