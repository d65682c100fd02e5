"""The invented samples of XML wires, and a short way to write one more."""

from pathlib import Path

from slugline.intake.formats import newsml1, newsml_g2, nitf
from slugline.intake.refused import Refused
from slugline.records.story import Story

SAMPLES = Path(__file__).parent / "samples" / "xml"
READERS = {"g2": newsml_g2.read, "newsml1": newsml1.read, "nitf": nitf.read}
NAMES = sorted(path.name for path in SAMPLES.glob("*.xml"))


def data(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


def items(name: str) -> list[Story | Refused]:
    return list(READERS[name.partition("-")[0]](data(name)))


def stories(name: str) -> list[Story]:
    return [one for one in items(name) if isinstance(one, Story)]


def zones(story: Story) -> list[tuple[str, str]]:
    return [(zone.kind, story.text[zone.start : zone.end]) for zone in story.zones]


def g2(meta: str = "", content: str = "", inline: str = "<p>The port reopened.</p>", item: str = "") -> bytes:
    """Return a news item with more in its itemMeta, its contentMeta, its content and its start tag."""
    return (
        f'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:1" {item}><itemMeta>'
        f'<itemClass qcode="ninat:text"/>{meta}</itemMeta><contentMeta>{content}</contentMeta><contentSet>'
        f'<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body>'
        f"{inline}</body></html></inlineXML></contentSet></newsItem>"
    ).encode()


def nitf_item(
    docdata: str = "", head: str = "", body: str = "<p>The port reopened.</p>", start: str = ""
) -> bytes:
    """Return a NITF story with more in its docdata, its body.head and its body.content."""
    return (
        f"{start}<nitf><head><docdata>{docdata}</docdata></head><body><body.head>{head}</body.head>"
        f"<body.content>{body}</body.content></body></nitf>"
    ).encode()


def newsml(
    management: str = "", component: str = "", identifier: str = "", body: str = "<p>The port reopened.</p>"
) -> bytes:
    """Return a NewsML 1 document of one item with one text."""
    return (
        f"<NewsML><NewsItem><Identification><NewsIdentifier>{identifier}</NewsIdentifier></Identification>"
        f"<NewsManagement>{management}</NewsManagement><NewsComponent>{component}<ContentItem>"
        f"<DataContent><nitf><body><body.content>{body}</body.content></body></nitf></DataContent></ContentItem>"
        f"</NewsComponent></NewsItem></NewsML>"
    ).encode()


def only(reader: str, value: bytes) -> Story:
    (found,) = READERS[reader](value)
    assert isinstance(found, Story), found
    return found
