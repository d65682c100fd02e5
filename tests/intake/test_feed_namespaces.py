"""What feeds call things in the namespaces of others, with whatever prefix they declare."""

import pytest

from slugline import intake
from slugline.records.story import Story

CONTENT = "http://purl.org/rss/1.0/modules/content/"
DC, TERMS = "http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/"
MEDIA, ITUNES = "http://search.yahoo.com/mrss/", "http://www.itunes.com/dtds/podcast-1.0.dtd"
TEXT = "The harbour of Ostvik closed on Monday after a fire, mayor Lene Strand said."


def item(space: str, element: str, inside: str, beside: str = "") -> Story:
    body = "" if element in ("encoded", "summary", "text") else f"<description>{TEXT}</description>"
    feed = (
        f'<rss version="2.0" xmlns:q="{space}"><channel><title>C</title><item><title>Harbour shut</title>'
        f"<guid>urn:c:1</guid>{body}{beside}<q:{element}>{inside}</q:{element}></item></channel></rss>"
    )
    (found,) = intake.items(feed.encode())
    assert isinstance(found, Story)
    return found


@pytest.mark.parametrize(
    ("space", "element", "inside", "field", "value"),
    [
        (DC, "creator", "Kari Moe", "byline", ("Kari Moe",)),
        (DC, "date", "2026-11-03T09:12:00Z", "published", "2026-11-03T09:12:00Z"),
        (DC, "rights", "(c) Coastal", "copyright", "(c) Coastal"),
        (TERMS, "created", "2026-11-03T09:12:00Z", "published", "2026-11-03T09:12:00Z"),
        (MEDIA, "keywords", "ferries, fires", "keywords", ("ferries", "fires")),
        (MEDIA.rstrip("/"), "keywords", "ferries", "keywords", ("ferries",)),
        (MEDIA, "copyright", "(c) Coastal", "copyright", "(c) Coastal"),
        (MEDIA, "credit", "Coastal/Moe", "credit", "Coastal/Moe"),
        (ITUNES, "author", "Kari Moe", "byline", ("Kari Moe",)),
    ],
)
def test_a_field(space: str, element: str, inside: str, field: str, value: object) -> None:
    assert getattr(item(space, element, inside), field) == value


@pytest.mark.parametrize(
    ("space", "element"), [(CONTENT, "encoded"), (ITUNES, "summary"), (MEDIA, "text"), (DC, "description")]
)
def test_a_text(space: str, element: str) -> None:
    assert TEXT in item(space, element, f"&lt;p&gt;{TEXT}&lt;/p&gt;").text


def test_a_namespace_of_nobody_says_nothing() -> None:
    assert item("http://c.example/ns", "creator", "Kari Moe").byline == ()
