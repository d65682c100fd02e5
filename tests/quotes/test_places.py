"""The same words in headline, caption, bullets and body are one quote; boilerplate is silent."""

from slugline import quotes
from slugline.entities import extraction
from slugline.reading.reader import Reader
from slugline.records.story import Story, Zone
from slugline.records.zones import ZoneKind
from tests.quotes.invented import zoned

STORY: list[tuple[ZoneKind, str]] = [
    ("section", "World"),
    ("headline", "Harbour chief says bridge 'safe enough for anyone' before vote"),
    ("standfirst", "Anna Keller warns that ferries 'will not wait' for the council"),
    ("byline", "By Peter Holm"),
    ("caption", 'Anna Keller said the bridge was "safe enough for anyone" before a vote on Monday.'),
    ("dateline", "ODENSE"),
    (
        "body",
        'Harbour chief Anna Keller said on Monday the bridge was "safe enough for anyone" before the vote.',
    ),
    ("bullet", 'Keller warned that the ferries "will not wait" for the council'),
    ("body", 'She warned that the ferries "will not wait" for the council.'),
    ("boilerplate", '"Read us first," says our editor Robert Klein. Subscribe now.'),
]


def story() -> Story:
    text, zones = "", []
    for kind, words in STORY:
        zones.append(Zone(kind=kind, start=len(text), end=len(text) + len(words)))
        text += words + "\n\n"
    return zoned(text, zones, uri="urn:test:places")


def test_repeats_are_folded_into_the_body(reader: Reader) -> None:
    told = story()
    (reading,) = reader.read([told])
    events = list(quotes.extract(reading, extraction.extract(reading)))
    assert [(event.speaker_name, event.zone, event.places) for event in events] == [
        ("Anna Keller", "body", ("headline", "caption")),
        ("Anna Keller", "body", ("standfirst", "bullet")),
    ]


def test_a_headline_that_nothing_repeats_is_a_quote_of_its_own(reader: Reader) -> None:
    text = "Keller: Bridge will open in May\n\nThe council met in Odense on Monday. Ferries sailed."
    told = zoned(
        text,
        (Zone(kind="headline", start=0, end=31), Zone(kind="body", start=33, end=len(text))),
        uri="urn:test:headline",
    )
    (reading,) = reader.read([told])
    (event,) = quotes.extract(reading, extraction.extract(reading))
    assert (event.zone, event.text, event.places) == ("headline", "Bridge will open in May", ())
