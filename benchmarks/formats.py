"""What intake takes for a record of each format: bytes to a story, in CPU milliseconds.

    python -m benchmarks.formats

The same invented copy in every format, 4 KB of it, and a page of 100 KB.
"""

import json
import time
from collections.abc import Mapping
from itertools import repeat

from slugline import intake

ROUNDS = 30

_PARAGRAPH = (
    "The harbour of Ostvik opened again on Monday after a week of storms, and the first ferry left for "
    "Delwin with 230 passengers, harbour chief Lene Strand said."
)
_COPY = [f"{_PARAGRAPH} Ship number {number} was late." for number in range(22)]
_MARKED_UP = "".join(f"<p>{one}</p>" for one in _COPY)
_TITLE = "Harbour of Ostvik opens after a week of storms"
_LINK = (
    '<li class="nav-item"><a href="/coast/ships-and-harbours" class="nav-link">Ships and harbours</a></li>'
)


def samples() -> Mapping[str, bytes]:
    """Return a record of each format, by its name."""
    page = (
        f"<!doctype html><html lang='en'><head><title>{_TITLE}</title></head><body><nav>{_LINK * 900}</nav>"
        f"<article><h1>{_TITLE}</h1>{_MARKED_UP}</article></body></html>"
    )
    return {name: text.encode() for name, text in {
        "text": f"{_TITLE}\n\n" + "\n\n".join(_COPY),
        "ninjs": json.dumps({"uri": "urn:x:1", "headline": _TITLE, "body_html": _MARKED_UP}),
        "JSON of others": json.dumps({"id": "1", "title": _TITLE, "text": "\n\n".join(_COPY)}),
        "NewsML-G2": (
            '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:1"><itemMeta>'
            f'<itemClass qcode="ninat:text"/></itemMeta><contentMeta><headline>{_TITLE}</headline>'
            '</contentMeta><contentSet><inlineXML contenttype="application/xhtml+xml"><html><body>'
            f"{_MARKED_UP}</body></html></inlineXML></contentSet></newsItem>"
        ),
        "NITF": (
            f"<nitf><head/><body><body.head><hedline><hl1>{_TITLE}</hl1></hedline></body.head>"
            f"<body.content>{_MARKED_UP}</body.content></body></nitf>"
        ),
        "RSS": (
            f"<rss version='2.0'><channel><title>Coastal</title><item><title>{_TITLE}</title>"
            f"<guid>urn:x:1</guid><description><![CDATA[{_MARKED_UP}]]></description></item></channel></rss>"
        ),
        "mail": f"From: a@x.example\nSubject: {_TITLE}\nMessage-ID: <1@x.example>\n\n" + "\n\n".join(_COPY),
        "CSV": f'id,title,text\n1,{_TITLE},"' + "\n\n".join(_COPY) + '"\n',
        "HTML, 100 KB": page,
    }.items()}  # fmt: skip


def measure() -> dict[str, float]:
    """Return the CPU milliseconds a record takes: the least of some rounds, the first one left out."""
    found: dict[str, float] = {}
    for name, data in samples().items():
        took: list[float] = []
        for _ in repeat(None, ROUNDS):
            began = time.process_time()
            intake.read(data)
            took.append(time.process_time() - began)
        found[name] = 1e3 * min(took[1:])
    return found


if __name__ == "__main__":
    for label, cost in measure().items():
        print(f"{label:16} {cost:8.2f} ms")
