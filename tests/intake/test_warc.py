"""WARC and WET to stories: an archive in, the articles of its pages out."""

import gzip
import subprocess
import sys
from io import BytesIO

import pytest

from slugline.intake.formats import warc
from slugline.intake.formats.start import start_of
from slugline.intake.refused import Refused
from slugline.records.story import Story

URL = "https://c.example/fire"
PAGE = (
    b"<html><body><nav><a href=/>Home</a></nav><h1>Fire in Ostvik</h1>"
    b"<p>Fire destroyed the caf\xe9 on Monday.</p></body></html>"
)


def record(kind: str, content: str, block: bytes, version: str = "1.0") -> bytes:
    head = (
        f"WARC/{version}\r\nWARC-Type: {kind}\r\nWARC-Target-URI: "
        f"{URL}\r\nWARC-Date: 2026-11-03T09:12:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: {content}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def response(head: str, body: bytes) -> bytes:
    return record(
        "response", "application/http; msgtype=response", f"HTTP/1.1 {head}\r\n\r\n".encode() + body
    )


HTML = "200 OK\r\nContent-Type: text/html; charset=iso-8859-1"
INFO = record("warcinfo", "application/warc-fields", b"software: x\r\n")
REQUEST = record("request", "application/http; msgtype=request", b"GET / HTTP/1.0\r\n\r\n")
CHUNKED = b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE)
TEXT = "Fire in Ostvik\n\nFire destroyed the café on Monday."


@pytest.mark.parametrize(
    "body",
    [
        response(HTML, PAGE),
        response(f"{HTML}\r\nContent-Encoding: gzip", gzip.compress(PAGE)),
        response(f"{HTML}\r\nTransfer-Encoding: chunked", CHUNKED),
        response("200 OK", PAGE.replace(b"caf\xe9", "café".encode())),
        record("resource", "text/html", PAGE),
    ],
)
def test_pages(body: bytes) -> None:
    (story,) = list(warc.read(INFO + REQUEST + body + INFO))
    assert isinstance(story, Story)
    assert (story.uri, story.text, story.received) == (URL, TEXT, "2026-11-03T09:12:00Z")


def test_texts() -> None:
    (story,) = list(warc.read(record("conversion", "text/plain", TEXT.encode(), "1.1")))
    assert isinstance(story, Story)
    assert (story.uri, story.text, story.headline) == (URL, TEXT, "Fire in Ostvik")


@pytest.mark.parametrize(
    "other",
    [
        response("404 Not Found\r\nContent-Type: text/html", PAGE),
        response("301 Moved\r\nLocation: /x\r\nContent-Type: text/html", b""),
        response("200 OK\r\nContent-Type: image/png", b"\x89PNG"),
        REQUEST,
        INFO,
    ],
)
def test_what_is_no_page_is_passed_over(other: bytes) -> None:
    assert list(warc.read(other)) == []


def test_a_page_that_cannot_be_read_is_refused_alone() -> None:
    found = list(warc.read(response(HTML, b"<html></html>") + response(HTML, PAGE)))
    assert [type(one) for one in found] == [Refused, Story]
    assert isinstance(found[0], Refused)
    assert (found[0].reason, found[0].data) == ("missing-text", response(HTML, b"<html></html>"))


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (response(HTML, PAGE)[:-30], "ends after"),
        (b"WARC/1.0\r\nWARC-Type: response\r\n\r\n", "its length"),
        (response(HTML, PAGE) + b"garbage\r\n", "garbage"),
    ],
)
def test_broken_archives(data: bytes, told: str) -> None:
    with pytest.raises(Refused, match=told):
        list(warc.read(data))


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (response(HTML, PAGE).replace(b"WARC-Target-URI", b"X"), "say whose page it is (WARC-Target-URI)"),
        (response(HTML, PAGE).replace(b"WARC/1.0", b"WARC/1-0"), "a version that is none: b'WARC/1-0"),
        (response(f"{HTML}\r\nContent-Encoding: gzip", gzip.compress(PAGE)[:9]), "no bytes"),
    ],
)  # fmt: skip
def test_why_a_record_is_refused_is_told_to_a_person(data: bytes, told: str) -> None:
    (found,) = warc.read(data)
    assert isinstance(found, Refused)
    assert told in found.detail


def test_a_text_without_an_address_is_read() -> None:
    (found,) = warc.read(record("conversion", "text/plain", TEXT.encode()).replace(b"WARC-Target-URI", b"X"))
    assert isinstance(found, Story)


def test_an_odd_address_is_written_nowhere(capfd: pytest.CaptureFixture[str]) -> None:
    odd = response(HTML, PAGE).replace(URL.encode(), b"https://c.example/a \x1b[31mb")
    data = odd + response(HTML, PAGE)
    code = f"from slugline.intake.formats import warc; print(*map(type, warc.read({data!r})))"
    subprocess.run([sys.executable, "-c", code], check=True)  # here pytest catches what libraries log
    assert capfd.readouterr() == (f"{Refused} {Story}\n", "")


def test_a_record_that_is_too_long_is_passed_over() -> None:
    data = response(HTML, PAGE) + record("conversion", "text/plain", b"short")
    assert [type(one) for one in warc.split(BytesIO(data), most=50)] == [Refused, bytes]


def test_a_page_that_unpacks_to_too_much_is_refused() -> None:
    bomb = gzip.compress(b" " * (warc.LARGEST + 1))
    (found,) = list(warc.read(response(f"{HTML}\r\nContent-Encoding: gzip", bomb)))
    assert isinstance(found, Refused)
    assert found.reason == "too-large"


def test_sniff() -> None:
    assert warc.sniff(start_of(INFO))
    assert not warc.sniff(start_of(b"WARC is a format"))


def test_what_is_no_page_is_counted_and_told_at_the_end() -> None:
    missing = response(HTML.replace("200 OK", "404 No"), PAGE)
    data = (
        response("200 OK\r\nContent-Type: image/jpeg", b"\xff\xd8\xff")
        + missing
        + missing
        + response(HTML, PAGE)
    )
    *pages, told = warc.split(BytesIO(data))
    assert [type(one) for one in pages] == [bytes]
    assert str(told) == "passed over 2 with status 404, 1 of type image/jpeg"
    assert len(list(warc.read(data))) == 1


WET = "Home\nCoast\nSport\nDockers return to the quays\n"
RUNNING = "Dockers in Ostvik went back to work on Monday, harbour chief Lene Strand said."


@pytest.mark.parametrize(
    ("text", "headline", "body"),
    [
        (f"{WET}{RUNNING}\nShip comes in\n{RUNNING}\nAbout us\n", "Dockers return to the quays",
         f"{RUNNING}\n\nShip comes in\n\n{RUNNING}"),
        (f"Home\n{RUNNING}", None, RUNNING),
        ("Home\nSport\nDockers return", None, "Home\nSport\nDockers return"),
    ],
)  # fmt: skip
def test_navigation_around_a_text_is_left_out(text: str, headline: str | None, body: str) -> None:
    (found,) = warc.read(record("conversion", "text/plain", text.encode()))
    assert isinstance(found, Story)
    assert found.text == (f"{headline}\n\n{body}" if headline else body)


@pytest.mark.parametrize(
    ("head", "passed"),
    [
        ("200 OK\r\nContent-Type: text/html", None),
        ("200 OK\r\nContent-Type: application/xhtml+xml", None),
        ("200 OK\r\nContent-Type: text/plain", None),
        ("200 OK\r\nContent-Type: TEXT/HTML", None),
        ("206 Some\r\nX: y", None),
        ("200 OK", None),
        ("200 OK\r\nContent-Type: text/css", "passed over 1 of type text/css"),
        ("200 OK\r\nContent-Type:\timage/svg+xml", "passed over 1 of type image/svg+xml"),
        ("199 Odd\r\nContent-Type: text/html", "passed over 1 with status 199"),
        ("302 Found", "passed over 1 with status 302"),
        (f"200 OK\r\nContent-Type: a/{'x' * 50}", f"passed over 1 of type a/{'x' * 38}"),
    ],
)
def test_which_responses_are_pages(head: str, passed: str | None) -> None:
    found = list(warc.split(BytesIO(response(head, PAGE.replace(b"</html>", b"Content-Type: image/png")))))
    assert ([str(one) for one in found] if passed else [type(one) for one in found]) == [passed or bytes]


@pytest.mark.parametrize(
    ("data", "count"),
    [
        (b"\r\n\n" + response(HTML, PAGE) + b"\r\n\r\n", 1),
        (b"", 0),
        (REQUEST + INFO, 0),
        (response(HTML, PAGE).replace(b"WARC-Type: ", b"warc-type:\t"), 1),
        (response(HTML, PAGE).replace(b"Content-Length: ", b"content-length:"), 1),
        (record("revisit", "application/http", b""), 0),
        (record("metadata", "text/html", PAGE), 0),
        (record("resource", "image/png", b"x"), 1),
        (record("conversion", "text/plain", b"x"), 1),
    ],
)
def test_which_records_are_taken(data: bytes, count: int) -> None:
    assert len(list(warc.split(BytesIO(data)))) == count


def test_how_long_a_record_may_be() -> None:
    data = record("conversion", "text/plain", b"x" * 50)
    assert [type(one) for one in warc.split(BytesIO(data), most=50)] == [bytes]
    (refused,) = warc.split(BytesIO(data), most=49)
    assert isinstance(refused, Refused)
    assert (refused.reason, refused.detail) == ("too-large", "a WARC record of 50 bytes, and 49 are allowed")
    with pytest.raises(Refused, match="a WARC record of 50 bytes that ends after 40"):
        list(warc.split(BytesIO(data[:-14])))


@pytest.mark.parametrize(
    ("kind", "content", "block", "text"),
    [
        ("resource", "TEXT/HTML; charset=x", PAGE, TEXT),
        ("resource", "application/xhtml+xml", PAGE, TEXT),
        ("conversion", "text/plain; charset=utf-8", TEXT.encode(), TEXT),
        ("resource", "image/png", b"x", None),
    ],
)
def test_what_a_record_holds(kind: str, content: str, block: bytes, text: str | None) -> None:
    found = list(warc.read(record(kind, content, block)))
    assert [one.text if isinstance(one, Story) else None for one in found] == ([text] if text else [])


@pytest.mark.parametrize(
    ("charset", "word"),
    [
        ("charset=iso-8859-1", "caf\u00e9"),
        ('Charset = "windows-1252"', "caf\u00e9"),
        ("charset=cp1251", "caf\u0439"),
    ],
)
def test_the_encoding_that_a_server_says(charset: str, word: str) -> None:
    (found,) = warc.read(response(f"200 OK\r\nContent-Type: text/html; {charset}", PAGE))
    assert isinstance(found, Story) and word in found.text


def test_an_address_in_brackets_is_one() -> None:
    data = response(HTML, PAGE).replace(URL.encode(), b"<" + URL.encode() + b">")
    (found,) = warc.read(data)
    assert isinstance(found, Story) and found.uri == URL
    (text,) = warc.read(record("conversion", "text/plain", TEXT.encode()))
    assert isinstance(text, Story) and [one.uri for one in text.links] == [URL]
