"""E-mail to stories: a message in, its release out."""

from base64 import b64encode
from collections.abc import Mapping
from io import BytesIO

import pytest

from slugline.intake.formats import mail, mail_folders
from slugline.intake.formats.start import start_of
from slugline.intake.refused import Refused
from slugline.records.story import Story

HEAD = (
    "Return-Path: <press@harbour.example>\nReceived: from a.example by "
    "b.example; Tue, 03 Nov 2026 09:13:00 +0000\n"
    "From: Mia Lund <press@harbour.example>\nTo: "
    "desk@coast.example\nSubject: =?utf-8?Q?Re=3A_Terminal_closed?=\n"
    "Date: Tue, 03 Nov 2026 09:12:00 +0100\nMessage-ID: <4711@harbour.example>\nMIME-Version: 1.0\n"
)
FIRE = "The terminal in Ostvik is closed, harbour chief Lene Strand said."
PLAIN = (
    HEAD + "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
    "The terminal in Ostvik is closed, harbour chief Lene S=\ntrand said "
    "=E2=80=93 =E2=80=9CAll is lost.=E2=80=9D\n\n"
    "-- =20\nMia Lund\nPress officer, +47 5555 0100\n"
)
PAGE = (
    f"<html><body><div><p>{FIRE}</p><p>This email and any files with "
    f"it are confidential.</p></div></body></html>"
)


def typed(kind: str, body: str, more: str = "") -> str:
    return f"{HEAD}Content-Type: {kind}\n{more}\n{body}"


def multipart(*parts: str, kind: str = "alternative") -> str:
    return typed(f'multipart/{kind}; boundary="b"', "".join(f"--b\n{part}\n" for part in parts) + "--b--\n")


def stories(text: str, encoding: str = "utf-8") -> list[Story]:
    return list(mail.read(text.encode(encoding)))


@pytest.mark.parametrize(
    ("message", "fields"),
    [
        (
            PLAIN,
            {
                "uri": "mid:4711@harbour.example",
                "headline": "Terminal closed",
                "provider": "harbour.example",
                "published": "2026-11-03T09:12:00+01:00",
                "received": "2026-11-03T09:13:00+00:00",
                "text": "Terminal closed\n\nThe terminal in Ostvik is closed, harbour "
                "chief Lene Strand said – “All is lost.”",
            },
        ),
        (
            PLAIN.replace("\n", "\r\n"),
            {
                "text": "Terminal closed\n\nThe terminal in Ostvik is closed, harbour "
                "chief Lene Strand said – “All is lost.”",
            },
        ),
        (typed("text/html; charset=utf-8", PAGE), {"text": f"Terminal closed\n\n{FIRE}"}),
        (
            multipart(f"Content-Type: text/plain\n\n{FIRE}", f"Content-Type: text/html\n\n{PAGE}"),
            {"text": f"Terminal closed\n\n{FIRE}"},
        ),
        (
            multipart(
                f"Content-Type: text/html\n\n{PAGE}", "Content-Type: application/pdf\n\n%PDF", kind="mixed"
            ),
            {"text": f"Terminal closed\n\n{FIRE}"},
        ),
        (
            multipart(
                "Content-Type: text/plain\nContent-Disposition: attachment\n\nNotes",
                f"Content-Type: text/plain\n\n{FIRE}",
            ),
            {"text": f"Terminal closed\n\n{FIRE}"},
        ),
        (
            typed(
                "text/plain; charset=iso-8859-1",
                b64encode("Das Café schloß.".encode("latin-1")).decode(),
                "Content-Transfer-Encoding: base64\n",
            ),
            {"text": "Terminal closed\n\nDas Café schloß."},
        ),
        (
            typed("text/plain; format=flowed", "The terminal in Ostvik \nis closed.\n\nFour hurt.\n-- \nMia"),
            {"text": "Terminal closed\n\nThe terminal in Ostvik is closed.\n\nFour hurt."},
        ),
        (
            typed("text/plain", f"{FIRE}\n\n> Is it shut?\n> Kari\n\nSent from my phone\n"),
            {"text": f"Terminal closed\n\n{FIRE}"},
        ),
        (
            typed(
                "text/plain",
                f"See below.\n\n---- Forwarded message ----\nFrom: a@b.example\nDate: today\n\n{FIRE}\n",
            ),
            {"text": f"Terminal closed\n\n{FIRE}"},
        ),
        (
            typed("text/plain", f"{FIRE}\n\nIf you are not the intended recipient, delete this.\n"),
            {"text": f"Terminal closed\n\n{FIRE}"},
        ),
    ],
)
def test_fields(message: str, fields: Mapping[str, object]) -> None:
    (story,) = stories(message)
    assert {name: getattr(story, name) for name in fields} == fields


SAVED = (
    "From: <Saved by a browser>\nSnapshot-Content-Location: "
    "https://c.example/fire\nSubject: Fire\nMIME-Version: 1.0\n"
    "Date: Tue, 03 Nov 2026 09:12:00 +0000\nContent-Type: "
    'multipart/related; type="text/html"; boundary="b"\n\n'
    f"--b\nContent-Type: text/html\nContent-Location: https://c.example/fire\n\n<html><body>"
    f"<nav><a>Home</a></nav><h1>Fire in town</h1><p>{FIRE}</p></body></html>\n"
    "--b\nContent-Type: text/css\n\np {}\n--b--\n"
)


def test_a_saved_page_is_read_as_a_page() -> None:
    (story,) = stories(SAVED)
    assert (story.uri, story.text) == ("https://c.example/fire", f"Fire in town\n\n{FIRE}")
    assert mail.sniff(start_of(SAVED.encode()))


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        (HEAD, "missing-text"),
        (typed("image/png", "x"), "missing-text"),
        (typed("text/plain; charset=utf-8", "It is sh\udcff\udcc3ut \udcc3\udca9."), "not-utf8"),
        (
            typed("multipart/mixed; boundary=a", "--a\nContent-Type: multipart/mixed; boundary=a\n\n" * 60),
            "too-deep",
        ),
    ],
)
def test_what_is_refused(message: str, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        list(mail.read(message.encode("utf-8", "surrogateescape")))
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PLAIN, True),
        ("From a@b.example Tue Nov  3 09:12:00 2026\n" + PLAIN, True),
        ("From: Mia Lund\nDate: Monday\n\nIt rained.\n", False),
        ("To: editors\nFrom: the desk\nIt rained.", False),
        ("LONDON: It rained.\nBONN: It did not.\nROME: Nor here.\n", False),
        ("", False),
        ("Time: 9\nPlace: Bonn\nHost: x\nFrom: a\nDate: b\n", False),
    ],
)
def test_sniff(text: str, expected: bool) -> None:
    assert mail.sniff(start_of(text.encode())) is expected


BOX = "".join(
    f"From a@b.example Tue Nov  3 09:12:0{n} 2026\n{PLAIN.replace('4711', str(n))}>From here on\n\n"
    for n in range(3)
)


def test_folders_of_mails() -> None:
    found = [one for one in mail_folders.read(BOX.encode()) if isinstance(one, Story)]
    assert [one.uri for one in found] == [f"mid:{n}@harbour.example" for n in range(3)]
    assert mail_folders.sniff(start_of(BOX.encode()))
    assert not mail_folders.sniff(start_of(PLAIN.encode()))


def test_a_mail_that_is_too_long_is_passed_over() -> None:
    found = list(mail_folders.split(BytesIO(BOX.encode()), most=10))
    assert [isinstance(one, Refused) for one in found] == [True] * 3


TELLING = """
Return-Path Received To Subject Message-ID MIME-Version Content-Type Delivered-To Reply-To Sender Cc
Content-Transfer-Encoding DKIM-Signature Received-SPF Authentication-Results List-Unsubscribe ARC-Seal
ARC-Message-Signature Snapshot-Content-Location User-Agent Precedence X-Mailer
"""


@pytest.mark.parametrize("name", TELLING.split())
def test_three_fields_that_mails_have_tell_one(name: str) -> None:
    assert mail.sniff(start_of(f"From: a@b.example\nDate: today\n{name}: c\n\nIt rained.\n".encode()))
    assert not mail.sniff(start_of(f"From: a@b.example\n{name}: c\n\nIt rained.\n".encode()))


@pytest.mark.parametrize("name", ["From", "Date", "Received", "Subject", "Message-ID"])
def test_one_of_the_main_fields_is_among_them(name: str) -> None:
    assert mail.sniff(start_of(f"Cc: a\nSender: b\n{name}: c\n\nIt rained.\n".encode()))
    assert not mail.sniff(start_of(b"Cc: a\nSender: b\nTo: c\n\nIt rained.\n"))


@pytest.mark.parametrize(("strange", "expected"), [(3, True), (4, False)])
def test_half_of_the_fields_are_such_as_mails_have(strange: int, expected: bool) -> None:
    more = "".join(f"Odd-{number}: x\n" for number in range(strange))
    assert mail.sniff(start_of(f"From: a\nDate: b\nTo: c\n{more}\nIt rained.\n".encode())) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("From: a\r\nDate: b\r\nTo: c\r\n\r\nIt rained.\r\n", True),
        ("From: a\nDate: b\n c\n\td\nTo: c\n\nIt rained.\n", True),
        ("From: a\nDate: b\nTo: c", True),
        ("From: a\nDate: b\nF: c\nTo: d", False),
        ("From: a\nDate: b\nFrom: c\nDate: d\n\nIt rained.\n", False),
        ("from: a\ndate: b\nTO: c\n\nIt rained.\n", True),
        ("From: a\nDate: b\nX-1: c\n\nIt rained.\n", True),
        ("From: a\nDate: b\nY-1: c\n\nIt rained.\n", False),
    ],
)
def test_fields_as_they_are_written(text: str, expected: bool) -> None:
    assert mail.sniff(start_of(text.encode())) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It burned.\n-- \nMia Lund\n+47 5555 0100", "It burned."),
        ("It burned.\n--   \nMia Lund", "It burned."),
        ("It burned.\n--\nMia Lund\n+47 5555 0100\n", "It burned."),
        ("It burned.\n--\n" + "line\n" * 9, "It burned.\n--\n" + "line\n" * 8 + "line"),
        ("-- \nIt burned.", "-- \nIt burned."),
        ("a -- b\n--x", "a -- b\n--x"),
        ("> It burned.\n>It fell.", "It burned.\nIt fell."),
        ("> Is it?\n\nIt burned.\n> And?\n\nIt fell.", "It burned.\n\nIt fell."),
        ("a > b\nIt burned.", "a > b\nIt burned."),
        ("It burned.\n\nSent from my phone\n\n \n", "It burned."),
        ("It burned.\n\n*Sent from my phone*\n\n_ If you are not the intended recipient, go.", "It burned."),
        ("Sent from my phone", "Sent from my phone"),
        ("Sent from my phone\n\nIt burned.", "Sent from my phone\n\nIt burned."),
        ("It burned.\n\nWe were not sent from my phone", "It burned.\n\nWe were not sent from my phone"),
        ("It burned.\r\nIt fell.\r\r\nIt is gone.", "It burned.\nIt fell.\n\nIt is gone."),
        ("See below, all of you, and tell me what you think of it.\n--- Forwarded message ---\nFrom: a\nNo.",
         "See below, all of you, and tell me what you think of it."),
        ("Hi.\n> ---Forwarded message---\nFrom: a\nX-To: b\n\nIt burned all of a day.",
         "It burned all of a day."),
        ("Hi.\nForwarded message came\nFrom: a\n\nIt burned.",
         "Hi.\nForwarded message came\nFrom: a\n\nIt burned."),
    ],
)  # fmt: skip
def test_what_of_a_mail_is_the_release(text: str, expected: str) -> None:
    assert mail._press_release(text) == expected


@pytest.mark.parametrize(
    ("field", "value", "name", "expected"),
    [
        ("Subject", "Fwd: RE: aw: Terminal closed", "headline", "Terminal closed"),
        ("Subject", "Reply: Terminal closed", "headline", "Reply: Terminal closed"),
        ("Subject", "=?x-odd?Q?caf=C3=A9?= closed", "headline", "caf\u00e9 closed"),
        ("Subject", "=?utf-8?Q?caf=E9_closed?=", "headline", "caf\u00e9 closed"),
        ("Subject", "=?utf-8?B?broken", "headline", "=?utf-8?B?broken"),
        ("Subject", "Terminal\n closed\n\tagain", "headline", "Terminal closed again"),
        ("Keywords", "fire, , harbour ", "keywords", ("fire", "harbour")),
        ("Content-Language", "nb", "language", "nb"),
        ("From", "Mia Lund", "provider", None),
        ("From", "<a@b.example>", "provider", "b.example"),
        ("Message-ID", "4711", "uri", None),
        ("Message-ID", "x <a b> <ab> <a@b>", "uri", "mid:a@b"),
        ("Date", "soon", "published", None),
        (
            "Received",
            "from a; by b; Tue, 03 Nov 2026 09:13:00 +0000",
            "received",
            "2026-11-03T09:13:00+00:00",
        ),
        ("Received", "from a", "received", None),
    ],
)
def test_headers(field: str, value: str, name: str, expected: object) -> None:
    (story,) = stories(f"{field}: {value}\nContent-Type: text/plain\n\nIt burned on Monday in Ostvik.\n")
    found = getattr(story, name)
    assert found == expected or (name == "uri" and expected is None and found.startswith("urn:uuid:"))


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("Content-Type: text/plain; charset=x-odd\n\n\u00e9", ""),
        ('Content-Type: multipart/mixed; boundary="=?"\n\n--=?\n', "missing-text"),
        ("Content-Type: text/plain\n\n \n", "a mail without a text"),
        ("Content-Type: text/html\n\n<p>Sent from my phone</p>", "a mail without a text"),
    ],
)
def test_a_mail_of_which_nothing_is_left(message: str, told: str) -> None:
    if not told:
        assert stories(message)[0].text == "\u00e9"
        return
    with pytest.raises(Refused, match=told):
        stories(message)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (RecursionError(), "parts within parts without end"),
        (LookupError("unknown encoding: x-odd"), "an unknown encoding: x-odd"),
        (LookupError("unknown encoding: " + "x" * 90), "an unknown encoding: " + "x" * 59),
        (LookupError("an unknown encoding: x"), "broken headers, or broken content"),
        (ValueError("unknown encoding: x"), "broken headers, or broken content"),
    ],
)
def test_what_is_wrong_with_a_mail_in_words(error: Exception, told: str) -> None:
    assert mail._in_words(error) == told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The terminal \nin Ostvik \r\nburned.\nIt fell. ", "The terminal in Ostvik burned.\nIt fell. "),
        ("It burned. \n> He said", "It burned. \n> He said"),
        ("It burned. \n\nIt fell", "It burned. \n\nIt fell"),
        ("It burned.\n-- \nMia", "It burned.\n-- \nMia"),
        ("a -- \nb", "a -- b"),
    ],
)
def test_lines_that_go_on(text: str, expected: str) -> None:
    assert mail._unflowed(text) == expected


def test_the_first_text_and_the_first_page_count() -> None:
    texts = [f"Content-Type: text/plain\n\n{FIRE} {n}" for n in range(2)]
    assert stories(multipart(*texts))[0].text.endswith(" 0")
    pages = [f"Content-Type: application/xhtml+xml\n\n<p>{FIRE} {n}</p>" for n in range(2)]
    assert stories(multipart(*pages))[0].text.endswith(" 0")
    assert stories(multipart("Content-Type: text/plain\n\n \n", texts[1]))[0].text.endswith(" 1")
    many = ["Content-Type: image/png\n\nx"] * 98
    assert stories(multipart(*many, texts[0]))[0].text.endswith(" 0")
    with pytest.raises(Refused, match="without a text"):
        stories(multipart(*many, many[0], texts[0]))
