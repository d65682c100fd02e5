"""What the tests of quotes share: a story's quotes, found with the real model."""

from collections.abc import Callable

import pytest

from schemas.events import QuoteEvent
from streams.extract import quotes
from streams.extract.reader import Reader
from streams.intake.text import read_text

Told = Callable[[str], list[QuoteEvent]]


@pytest.fixture(scope="session")
def told(reader: Reader) -> Told:
    """Return a function from plain text to its quote events."""

    def read(text: str) -> list[QuoteEvent]:
        story = read_text(text, uri="urn:test:quotes")
        with reader.nlp.memory_zone():
            return list(quotes.extract(story, next(iter(reader.read([story])))))

    return read
