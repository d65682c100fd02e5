"""ANPA 1312 line by line: what each line of a message is taken for."""

import pytest

from slugline.intake.formats import anpa1312
from slugline.intake.formats.start import start_of
from slugline.intake.refused import Refused
from slugline.records.story import Story

SECOND = "r s BC-Fire-Ostvik 06-24 0500"
BODY = "\t   OSTVIK (CW) _ The hall burned on Sunday.\n"
STAMP = "\t   CW-WF-06-24-26 2237GMT<\n"


def read(
    lines: str = "^Hall on fire<\n", body: str = BODY, stamp: str = STAMP, second: str = SECOND
) -> Story:
    (found,) = anpa1312.read(f"a1234\n{second}\n{lines}{body}{stamp}".encode("latin-1"))
    assert isinstance(found, Story), found
    return found


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("a1234\nr s BC-X 06-24 0500\n", True), ("A1234 up-1\nR S BC-X 6-4\n", True),
        ("a1234 up-1 \r\nr s BC-X 06-24 0500 \r\n", True), ("a1234\rr s BC-X 06-24 0500\r", True),
        ("\x16\x01a1234\nr s BC-X 06-24\n", True), ("\0\n \x01a1234\x1fup\nr\x13\x11s\0BC-X 06-24\n", True),
        ("a1234\n\0 \0\nr s BC-X 06-24\n", True), ("a1234\n\n\nr s BC-X 06-24 123456\n", True),
        ("a1234\n\0 r s BC-X 06-24 0500\0\n", True), ("a1234\n\x02r s BC-X 06-24 0500\x02\n", True),
        (f"a1234\nr s {'x' * 61} 06-24\n", True), (f"a1234\nr s {'x' * 62} 06-24\n", False),
        ("a123\nr s BC-X 06-24\n", False), ("a12345 \nr s BC-X 06-24\n", True),
        ("ab1234\nr s BC-X 06-24\n", False),
        ("a1234 ABC\nr s BC-X 06-24\n", False), ("a1234 abcdefghijklm\nr s BC-X 06-24\n", False),
        ("a1234\nrr s BC-X 06-24\n", False), ("a1234\nr ss BC-X 06-24\n", False),
        ("a1234\nr s BC-X 106-24\n", False), ("a1234\nr s BC-X 06-24 1234567\n", False),
        ("a1234\nr s BC-X 06-24 0500 more\n", False), ("a1234\nr s 06-24 0500\n", False),
        (f"{' ' * 390}a1234\nr s BC-X 06-24\n", True), (f"a1234{' ' * 400}\nr s BC-X 06-24\n", False),
    ],
)  # fmt: skip
def test_the_two_lines_that_tell_a_message(head: str, expected: bool) -> None:
    assert anpa1312.sniff(start_of(head.encode("latin-1"))) is expected


@pytest.mark.parametrize(
    ("priority", "urgency"),
    [("f", 1), ("b", 2), ("u", 3), ("r", 4), ("d", 5), ("a", 6), ("s", 6), ("w", 6), ("F", 1), ("x", None)],
)
def test_priorities(priority: str, urgency: int | None) -> None:
    story = read(second=f"{priority} q -BC-Fire- 06-24")
    assert (story.priority, story.urgency, story.slugline) == (priority, urgency, "BC-Fire")
    assert [(one.qcode, one.scheme) for one in story.subjects] == [("q", "anpa1312")]


@pytest.mark.parametrize(
    ("lines", "slug"),
    [
        ("^AM-Fire, Bjt<\n", "AM-Fire, Bjt"), ("^pm-Fire<\n", "pm-Fire"), ("^BC-Fire<\n", "BC-Fire"),
        ("^AP-Fire<\n", "AP-Fire"), ("^EU-NO--Fire<\n", "EU-NO--Fire"), ("^Fire Hall,466<\n", "Fire Hall"),
        ("^Fire Hall, 12345 <\n", "Fire Hall"), ("^Fire Hall-,3<\n", "Fire Hall"),
        ("^Fire Hall,123456<\n", "BC-Fire-Ostvik"), ("^EU-NO-Fire<\n", "BC-Fire-Ostvik"),
        ("^XAM-Fire<\n", "BC-Fire-Ostvik"), ("^*9006< ^CW-Top,0176<\n", "CW-Top"), ("", "BC-Fire-Ostvik"),
    ],
)  # fmt: skip
def test_slugs(lines: str, slug: str) -> None:
    assert read(lines + "^Hall on fire<\n").slugline == slug


@pytest.mark.parametrize(
    ("lines", "headline", "byline", "note"),
    [
        ("^Hall on fire<=>|\t \n", "Hall on fire", (), None),
        ("^<\n^*12<\n^1234<\n^*Xy<\n^Hall on fire<\n", "Hall on fire", (), None),
        ("^Hall on fire<\n^CW Photo XNP101<\n", "Hall on fire", (), "CW Photo XNP101"),
        ("^Hall on fire<\n^CW Graphic A12, ABCDE1234<\n", "Hall on fire", (), "CW Graphic A12, ABCDE1234"),
        ("^CW Photo X1<\n", "CW Photo X1", (), None),
        ("^(Ships unlikely today)<\n^Hall on fire<\n", "Hall on fire", (), "(Ships unlikely today)"),
        ("^Hall on fire<\n^By KARI MOE=\n^CW Writer=\n^Sunday<\n", "Hall on fire", ("Kari Moe",), None),
        ("^Hall on fire<\n^By KARI MOE =\n^By JON DAHL<\n^By KARI MOE=\n", "Hall on fire",
         ("Kari Moe", "Jon Dahl"), None),
        ("^By KARI MOE<\n", "By KARI MOE", (), None),
        ("^Coastal Wire=\n^Hall on fire<\n", None, (), None),
    ],
)  # fmt: skip
def test_lines_with_a_caret(
    lines: str, headline: str | None, byline: tuple[str, ...], note: str | None
) -> None:
    story = read(lines)
    assert (story.headline, story.byline, story.editor_note) == (headline, byline, note)
    assert story.text.endswith("OSTVIK (CW) — The hall burned on Sunday.")


SUMMARY = "The hall is gone, and so is the pier behind it."


@pytest.mark.parametrize(
    ("lines", "body", "text"),
    [
        (f"^Hall on fire<\n^{SUMMARY}<\n", "\t   It burned.\n", f"Hall on fire\n\n{SUMMARY}\n\nIt burned."),
        (f"^Hall on fire<\n^{SUMMARY}<\n", f"\t   {SUMMARY}\n", f"Hall on fire\n\n{SUMMARY}"),
        (f"^Hall on fire<\n^{SUMMARY}<\n^More<\n", "\t   It burned.\n", "Hall on fire\n\nIt burned."),
        (f"^Hall on fire<\n^{SUMMARY}<\n", "", f"Hall on fire\n\n{SUMMARY}"),
        ("^Hall on fire<\n", "\t   It burned.\n\t   ___\n\t   * * *\n\t   ==\n\t   It fell.\n",
         "Hall on fire\n\nIt burned.\n\nIt fell."),
        ("^Hall on fire<\n", "\t   It burned _ all of it _ and _fell_.\n",
         "Hall on fire\n\nIt burned — all of it — and _fell_."),
        ("^Hall on fire<\n", "\t   ```No,' he said, ``it's `gone.''' It's ''so''.\n",
         "Hall on fire\n\n“‘No,' he said, “it's ‘gone.’” It's ”so”."),
    ],
)  # fmt: skip
def test_texts(lines: str, body: str, text: str) -> None:
    assert read(lines, body).text == text


@pytest.mark.parametrize(
    ("stamp", "source", "published"),
    [
        (STAMP, "CW", "2026-06-24T22:37:00Z"),
        ("CW-W-06-24-26 2237EDT<\n", "CW", "2026-06-24T22:37:00-04:00"),
        ("CW-W-06-24-26 2237XYT<\n", "CW", "2026-06-24T22:37:00Z"),
        (" \t^ABCDEF-ABCD-01-02-03  0405 GMT<\n", "ABCDEF", "2003-01-02T04:05:00Z"),
        ("\x03\t   CW-WF-06-24-26 2237GMT<\n", "CW", "2026-06-24T22:37:00Z"),
        ("\t   CW-WF-13-24-26 2237GMT<\n", "CW", None), ("\t   CW-WF-06-24-26 2537GMT<\n", "CW", None),
        ("", None, None),
    ],
)  # fmt: skip
def test_stamps(stamp: str, source: str | None, published: str | None) -> None:
    story = read(body="\t   It burned on Sunday.\n", stamp=stamp + "\t   More below it.\n" if stamp else "")
    assert (story.published, story.received) == (published, published)
    assert story.source == source
    assert story.text == "Hall on fire\n\nIt burned on Sunday."


@pytest.mark.parametrize("message", ["a1234\n", "a1234\nnothing of it\n", "b12\nr s BC-X 06-24\n"])
def test_a_message_without_its_two_lines_is_refused(message: str) -> None:
    (refused,) = anpa1312.read(message.encode())
    assert isinstance(refused, Refused) and refused.reason == "unknown-format"
    assert refused.detail.startswith("message 1: no header lines of ANPA 1312: ")
