"""What the tests of quotes share: a story's quotes, found with the real model."""

from collections.abc import Callable

import pytest

from slugline import quotes
from slugline.entities import extraction
from slugline.intake.formats.plain_text import read_text
from slugline.reading.reader import Reader
from slugline.records.events import QuoteEvent

Told = Callable[[str], list[QuoteEvent]]


@pytest.fixture(scope="session")
def told(reader: Reader) -> Told:
    """Return a function from plain text to its quote events."""

    def read(text: str) -> list[QuoteEvent]:
        story = read_text(text, uri="urn:test:quotes")
        (reading,) = reader.read([story])
        return list(quotes.extract(reading, extraction.extract(reading)))

    return read
