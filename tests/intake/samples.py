"""Invented samples of every format made of text or bytes: what tests on broken input break."""

from io import BytesIO

from slugline.intake.formats.plain_text import read_text
from slugline.intake.formats.slugline_story import written

FIRE = "Fire destroyed the ferry terminal in Ostvik on Monday, harbour chief Lene Strand said."
SAID = "“We lost the whole hall in twenty minutes,” Strand told reporters outside the burned building."

IPTC7901 = (
    "\x01cst0061 3 i 98  coastal 0061\r\nNorway-harbour/Fire/\r\n(Updates with mayor)\r\n"
    "\x02Harbour closes after fire,\r\nmayor says =\r\n   Ostvik (cst) "
    "- The harbour of Ostvik closed on Monday,\r\n"
    "mayor Lene Strand said. The caf\xe9s stayed open.\r\n\r\n# Coastal NOTEBOOK\r\n\r\n* * * *\r\n"
    "The following information is not for publication\r\n\r\nKari Moe\r\n\x03031137 GMT Nov 26\r\n\x04"
).encode("latin-1")
IPTC7901_BARE = (
    b"cst0062 4 rs 46  coastal 0062\n\nRowing/\nDahl wins on the lake\nBy Kari Moe, Coastal =\n\n"
    b"Lillevik (cst) - Jon Dahl won on Sunday.\n\n242200 GMT Jun 17\n"
)
ANPA = (
    b"\x16\x16\x01W2870\x1fcoast\r\nu l\x13\x11 BC-NO--Ostvik-HarborB     11-03 0149\r\n"
    b"\x02^BC-NO--Ostvik-Harbor Fire,466<\r\n^Harbor shut after fire in Ostvik<\r\n^Eds: With CW Photos.<\r\n"
    b"^By KARI MOE and JON DAHL=\r\n^Coastal Wire=\r\n\t   OSTVIK, Norway "
    b"(CW) _ The harbor of Ostvik closed on Monday\r\n"
    b"after a fire.\r\n\t   ``We lost the hall,'' Strand said.\r\n\x03\t   CW-WF-11-03-26 1509GMT<\r\n\x04"
)
RSS = (
    '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Coastal</title><language>en</language><item>'
    "<title>Fire &amp; smoke</title><link>https://c.example/1</link>"
    "<guid>4711</guid><dc:creator>Kari Moe</dc:creator>"
    f"<pubDate>Tue, 03 Nov 2026 09:12:00 GMT</pubDate><category>"
    f"Fires</category><description>{FIRE}</description>"
    f"<content:encoded><![CDATA[<p>{FIRE}</p><ul><li>Four hurt</li></ul>"
    f"]]></content:encoded></item></channel></rss>"
).encode()
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>Coastal</title><entry>'
    "<id>tag:c.example,2026:1</id><title>Fire</title>"
    "<link href='https://c.example/1'/><updated>"
    "2026-11-03T09:12:00Z</updated><author><name>Kari Moe</name></author>"
    f"<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>"
    f"<p>{FIRE}</p></div></content></entry></feed>"
).encode()
HTML = (
    "<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>Fire | "
    "Coastal</title><meta name=author content='Kari Moe'>"
    '<script type="application/ld+json">{"@type": "NewsArticle", "headline": '
    '"Fire in Ostvik", "author": [{"name": "Kari Moe"}],'
    '"datePublished": "2026-11-03T09:12:00Z"}</script></head><body><nav><a '
    'href=/>Home</a></nav><main class="story-body">'
    f"<h1>Fire in Ostvik</h1><figure><figcaption>Smoke</figcaption></figure><p>"
    f"{FIRE}</p><p>{SAID}</p><ul><li>Four hurt</li></ul>"
    "<div class='related'><a href=/x>More</a></div></main><footer>All rights reserved.</footer></body></html>"
).encode()
FRAGMENT = f"<p>{FIRE}</p><p>{SAID}</p>".encode()
MAIL = (
    "From: Mia Lund <press@harbour.example>\nTo: desk@coast.example\nSubject: =?utf-8?Q?Terminal_closed?=\n"
    "Date: Tue, 03 Nov 2026 09:12:00 +0100\nMessage-ID: <4711@harbour.example>\nMIME-Version: 1.0\n"
    'Content-Type: multipart/alternative; boundary="b"\n\n--b\nContent-Type: text/plain; charset=utf-8\n'
    f"Content-Transfer-Encoding: quoted-printable\n\n{FIRE} "
    f"=E2=80=93\n\n-- \nMia Lund\n--b\nContent-Type: text/html\n\n"
    f"<html><body><p>{FIRE}</p></body></html>\n--b--\n"
).encode()
MAIL_PLAIN = (
    "Received: from a by b; Tue, 03 Nov 2026 09:12:00 +0100\nFrom: "
    "press@harbour.example\nSubject: Terminal closed\n"
    f"Date: Tue, 03 Nov 2026 09:12:00 +0100\nContent-Type: text/plain; format=flowed\n\n{FIRE} \n{SAID}\n"
).encode()
MBOX = b"".join(b"From a@b.example Tue Nov  3 09:12:00 2026\n" + mail + b"\n" for mail in (MAIL, MAIL_PLAIN))
CSV = (
    f"id,title,author,date,content\n1,Fire in Ostvik,Kari "
    f'Moe,2026-11-03,"{FIRE}\n\n""All is lost,"" she said."\n'
).encode()
_HTTP = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html; "
    b"charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n"
    % (
        len(HTML),
        HTML,
    )
)
WARC = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: "
    b"https://c.example/fire\r\nWARC-Date: 2026-11-03T09:12:00Z\r\n"
    b"WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http; "
    b"msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n" % (len(_HTTP), _HTTP)
)
NINJS = b"""{"uri": "urn:x:1", "type": "text", "version": "3", "pubstatus": "usable", "urgency": 1,
"headline": "Fire in Ostvik", "byline": "By Kari Moe, Delwin University", "located": "Ostvik",
"versioncreated": "2026-11-03T09:12:00+0100", "embargoed": "2026-11-03T09:12:00Z", "language": "eng",
"body_html": "<p>The terminal burned, <b>Lene Strand</b> said.</p><ul><li>One</li></ul>",
"subject": [{"code": "medtop:20000139", "name": "fire"}], "genre": [{"code": "Article"}],
"ednote": "CORRECTION: number of injured", "associations": {"main": {"uri": "urn:x:2"}}}"""

NINJS_LISTED = b"""{"_items": [{"versionCreated": "2026-11-03T09:12:00Z", "uri": "urn:x:1",
"headlines": [{"role": "main", "value": "Fire"}, {"role": "sub", "value": "Four hurt"}],
"bodies": [{"contentType": "text/html", "value": "<p>It burned.</p>"}], "infoSources": [{"name": "Norvik"}]},
{"guid": "urn:x:2", "headline": "Rain", "dateline": {"text": "OSLO, Nov 3 -", "located": {"city": "Oslo"}}},
{"uri": "urn:x:3", "text": "It rained.", "pubstatus": "canceled"}, {"id": 7, "text": "It rained."}]}"""

SLUGLINE_STORY = written(read_text("Rain\n\nOSLO (Norvik) - It rained on Monday, Kari Moe said."))

SAMPLES = {
    "ninjs": [NINJS, NINJS_LISTED, SLUGLINE_STORY],
    "iptc7901": [IPTC7901, IPTC7901_BARE],
    "anpa": [ANPA],
    "rss": [RSS, ATOM],
    "html": [HTML, FRAGMENT],
    "mail": [MAIL, MAIL_PLAIN],
    "mbox": [MBOX],
    "csv": [CSV],
    "warc": [WARC],
}
"""For each format by its name."""


def _parquet() -> list[bytes]:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        return []
    out = BytesIO()
    parquet.write_table(pyarrow.table({"title": ["Fire in Ostvik"], "text": [FIRE], "id": [1]}), out)
    return [out.getvalue()]


if found := _parquet():
    SAMPLES["parquet"] = found
