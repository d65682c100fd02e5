"""Names in headlines in Title Case."""

from dataclasses import replace

import pytest

from slugline.entities.title_case import parted_in_title_case
from slugline.records.story import Zone
from tests.entities.docs import build, spans


@pytest.mark.parametrize(
    ("headline", "body", "names", "kept"),
    [
        ("Dovrel Joins Marsk Works in Oslo", "Dovrel and Marsk Works met.",
         "Dovrel Joins Marsk Works=ORG; Oslo=GPE; Dovrel=ORG; Marsk Works=ORG",
         "Dovrel, Marsk Works, Oslo, Dovrel, Marsk Works"),
        ("Dovrel Joins Marsk Works in Oslo", "Dovrel met others.",
         "Dovrel Joins Marsk Works=ORG; Oslo=GPE; Dovrel=ORG", "Dovrel Joins Marsk Works, Oslo, Dovrel"),
        ("Dovrel joins Marsk Works in the old town", "Dovrel and Marsk Works met.",
         "Dovrel joins Marsk Works=ORG; Dovrel=ORG; Marsk Works=ORG",
         "Dovrel joins Marsk Works, Dovrel, Marsk Works"),  # no Title Case
        ("Ana Dovrel Slams Once Again Today", "Ana Dovrel met others.",
         "Ana Dovrel Slams=PERSON; Ana Dovrel=PERSON", "Ana Dovrel, Ana Dovrel"),
        ("Funds Support Ana Dovrel Once Again", "Ana Dovrel met others.",
         "Support Ana Dovrel=PERSON; Ana Dovrel=PERSON", "Ana Dovrel, Ana Dovrel"),
        ("Ana Dovrel Jr Wins Once Again", "Ana Dovrel met others.",
         "Ana Dovrel Jr=PERSON; Ana Dovrel=PERSON", "Ana Dovrel Jr, Ana Dovrel"),
        ("Ana Dovrel Silva Wins Once Again", "Ana Dovrel met others.",
         "Ana Dovrel Silva=PERSON; Ana Dovrel=PERSON", "Ana Dovrel Silva, Ana Dovrel"),
        ("Dovrel Slams Others Once Again", "Dovrel met others.",
         "Dovrel Slams=PERSON; Dovrel=PERSON", "Dovrel Slams, Dovrel"),  # one word
        ("Dovrel Hopes to Showcase Video Works Today", "It rained.", "Dovrel=ORG; Showcase Video Works=ORG",
         "Dovrel"),
        ("Dovrel Hopes to Meet Ana Marsk Today", "It rained.", "Dovrel=ORG; Ana Marsk=PERSON",
         "Dovrel, Ana Marsk"),
        ("Dovrel Works Hopes to Grow Very Soon", "Dovrel Works grew.", "Dovrel Works=ORG; Dovrel Works=ORG",
         "Dovrel Works, Dovrel Works"),
        ("Dovrel Hopes to Marsk Once Again Today", "It rained.", "Dovrel=ORG; Marsk=ORG", "Dovrel, Marsk"),
        ("Dovrel Turns to Ana Marsk Once Again", "It rained.", "Dovrel=ORG; Ana Marsk=PERSON",
         "Dovrel, Ana Marsk"),
        ("Dovrel Sails to New Marsk Once Again", "It rained.", "Dovrel=ORG; New Marsk=GPE",
         "Dovrel, New Marsk"),
        ("Dovrel Joins Bank of Marsk Salt Works", "Dovrel and Bank of Marsk Salt Works met.",
         "Dovrel Joins Bank of Marsk Salt Works=ORG; Dovrel=ORG; Bank of Marsk Salt Works=ORG",
         "Dovrel, Bank of Marsk Salt Works, Dovrel, Bank of Marsk Salt Works"),
        ("Dovrel Joins Bank of Marsk and Salt Works", "Dovrel and Bank of Marsk and Salt Works met.",
         "Dovrel Joins Bank of Marsk and Salt Works=ORG; Dovrel=ORG; Bank of Marsk and Salt Works=ORG",
         "Dovrel Joins Bank of Marsk and Salt Works, Dovrel, Bank of Marsk and Salt Works"),  # six words
        ("", "Marsk Works to Showcase Video Works Today Again", "Marsk Works=ORG; Showcase Video Works=ORG",
         "Marsk Works, Showcase Video Works"),  # no headline
    ],
)  # fmt: skip
def test_headlines(headline: str, body: str, names: str, kept: str) -> None:
    text = f"{headline}\n\n{body}" if headline else body
    story = build(text).story
    zones = tuple(
        replace(zone, kind="headline") if headline and zone.start == 0 else zone for zone in story.zones
    )
    marked = spans(text, names)
    assert ", ".join(span.text for span in parted_in_title_case(replace(story, zones=zones), marked)) == kept
    assert all(isinstance(zone, Zone) for zone in zones)


def test_an_entry_of_the_user_stays_whole() -> None:
    text = "Dovrel Joins Marsk Works Once Again\n\nDovrel and Marsk Works met."
    story = build(text).story
    zones = (replace(story.zones[0], kind="headline"), *story.zones[1:])
    marked = spans(text, "Dovrel Joins Marsk Works=ORG; Dovrel=ORG; Marsk Works=ORG")
    marked[0].entry = "7"
    assert parted_in_title_case(replace(story, zones=zones), marked) == marked
