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
