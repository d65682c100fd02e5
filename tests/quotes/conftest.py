"""What the tests of quotes share: a story's quotes, found with the real model."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from slugline.records.events import QuoteEvent

if TYPE_CHECKING:
    from slugline.reading.reader import Reader

Told = Callable[[str], list[QuoteEvent]]


@pytest.fixture(scope="session")
def told(reader: "Reader") -> Told:
    """Return a function from plain text to its quote events."""
    # here, since each process of a run reads this file, and few run these tests
    from slugline import quotes
    from slugline.entities import extraction
    from slugline.intake.formats.plain_text import read_text

    def read(text: str) -> list[QuoteEvent]:
        story = read_text(text, uri="urn:test:quotes")
        (reading,) = reader.read([story])
        return list(quotes.extract(reading, extraction.extract(reading)))

    return read
