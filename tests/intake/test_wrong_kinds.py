"""Values of the wrong kind anywhere in JSON: an item is read or refused with a reason, and nothing raises.

Each value of each document becomes each of OTHERS; the document stands alone, in a list, beside one, and
is cut off, by turns.
"""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from slugline import intake
from slugline.intake.refused import Refused

TEXT = "OSTVIK, Norway, Nov 3 (Coastal) - The harbour closed on Monday, mayor Lene Strand said."
DOCUMENTS: dict[str, dict[str, Any]] = {
    "ninjs 1": {
        "uri": "urn:c:1", "version": "2", "type": "text", "profile": "text", "pubstatus": "usable",
        "headline": "Harbour shut", "body_html": f"<p>{TEXT}</p>", "body_text": TEXT, "byline": "Kari Moe",
        "language": "en", "versioncreated": "2026-11-03T10:00:00Z", "embargoed": "2026-11-03T10:00:00Z",
        "located": "Ostvik", "urgency": 3, "priority": 2, "slugline": "Harbour",
        "subject": [{"code": "medtop:20000139", "scheme": "s", "name": "fire"}],
        "place": [{"name": "Norway", "code": "NO"}],
        "associations": {"main": {"type": "picture", "description_text": "A harbour. COASTAL/Moe"}},
        "extra": {"ednote": "Updates"}, "ednote": "Corrects spelling", "signal": [{"code": "sig:update"}],
        "authors": [{"name": "Kari Moe", "role": "writer"}], "evolvedfrom": "urn:c:0",
    },
    "ninjs 3": {
        "uri": "urn:c:2", "version": "2", "type": "text", "pubStatus": "usable",
        "headlines": [{"value": "Harbour shut", "role": "main"}],
        "bodies": [{"value": f"<p>{TEXT}</p>", "contentType": "text/html"}], "by": "Kari Moe",
        "infoSources": [{"name": "Coastal", "literal": "coastal"}], "embargoedReason": "x",
        "altIds": [{"value": "x", "role": "y"}], "subjects": [{"uri": "medtop:1", "name": "fire"}],
        "links": [{"rel": "kills", "href": "urn:c:0"}], "associations": [{"type": "picture", "uri": "u"}],
        "trustIndicators": [{"title": "x"}], "signals": ["kill"],
    },
    "Superdesk": {
        "_id": "tag:1", "guid": "tag:1", "type": "text", "state": "published", "headline": "Harbour shut",
        "body_html": f"<p>{TEXT}</p>", "byline": "Kari Moe", "anpa_category": [{"qcode": "i"}],
        "dateline": {"text": "OSTVIK, Nov 3 COASTAL -", "located": {"city": "Ostvik"}}, "word_count": 12,
        "firstcreated": "2026-11-03T10:00:00+0000", "versioncreated": "2026-11-03T10:00:00+0000",
    },
    "JSON-LD": {
        "@context": "https://schema.org", "@type": "NewsArticle", "@id": "https://c.example/1",
        "headline": "Harbour shut", "articleBody": TEXT, "author": [{"@type": "Person", "name": "Kari Moe"}],
        "datePublished": "2026-11-03T10:00:00Z", "inLanguage": "en", "publisher": {"name": "Coastal"},
    },
    "JSON Feed item": {
        "id": "9", "url": "https://c.example/9", "title": "Harbour shut", "content_html": f"<p>{TEXT}</p>",
        "date_published": "2026-11-03T10:00:00Z", "authors": [{"name": "Kari Moe"}], "tags": ["fire"],
        "language": "en",
    },
    "a shop's own": {
        "storyId": 17, "title": "Harbour shut", "content": TEXT, "published_at": "2026-11-03T10:00:00Z",
        "lang": "en", "source": {"name": "Coastal"}, "revision": 3, "status": "live",
    },
    "WordPress": {
        "id": 17, "title": {"rendered": "Harbour shut"}, "content": {"rendered": f"<p>{TEXT}</p>"},
        "date_gmt": "2026-11-03T10:00:00", "link": "https://c.example/17", "status": "publish",
        "type": "post", "_embedded": {"author": [{"name": "Kari Moe"}]},
    },
    "slugline story": {"uri": "urn:c:4", "text": TEXT, "version": 1, "headline": "Harbour shut"},
}  # fmt: skip
OTHERS: tuple[Any, ...] = (
    None, True, 0, -1.5, 10**30, "", "\x00", [], [[]], [None], ["x", 1], [{}], [{"name": [1]}],
    {}, {"x": [{}]}, {"value": {"value": []}}, "9" * 400,
)  # fmt: skip
WRAPPERS = ("items", "_items", "results")


def replaced(value: Any) -> Iterator[Any]:
    """Yield ``value`` with each of its inner values, and itself, made each of OTHERS."""
    yield from OTHERS
    if isinstance(value, dict):
        for name in value:
            yield from (value | {name: other} for other in replaced(value[name]))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from ([*value[:number], other, *value[number + 1 :]] for other in replaced(inner))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_value_of_the_wrong_kind(name: str) -> None:
    for number, document in enumerate(replaced(DOCUMENTS[name])):
        whole = json.dumps(document)
        listed = json.dumps({WRAPPERS[number % 3]: [document, DOCUMENTS[name]]})
        beside = (
            json.dumps({**document, WRAPPERS[number % 3]: [document]}) if isinstance(document, dict) else ""
        )
        texts = (whole, listed, beside, listed[:-8], beside[:-6], whole[:-1], f"{whole}\n{whole[:-3]}")
        try:
            found = list(intake.items(texts[number % 7].encode()))
        except Refused as error:
            assert error.reason
        else:
            assert found
