"""What a feed or an envelope says once is handed to every item in it: cut once, so that it stays little."""

import json
from collections.abc import Callable

import pytest

from slugline import intake
from slugline.intake.formats.terms import LONGEST_NAME, LONGEST_NOTE
from slugline.intake.formats.xml_parts import Parts
from slugline.intake.refused import Refused
from slugline.records.codec import encode
from slugline.records.story import Story

LONG = "The Coastal Wire of Ostvik and all harbours south of it " * 1_000
ITEMS = 40
G2 = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'


def rss(channel: str) -> str:
    items = "".join(
        f"<item><guid>g{one}</guid><description>It rained.</description></item>" for one in range(ITEMS)
    )
    return f"<rss version='2.0'><channel>{channel}{items}</channel></rss>"


def atom(head: str, language: str = "en") -> str:
    items = "".join(f"<entry><id>e{one}</id><summary>It rained.</summary></entry>" for one in range(ITEMS))
    return f"<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='{language}'>{head}{items}</feed>"


def json_feed(title: object) -> str:
    items = [{"id": str(one), "content_text": "It rained."} for one in range(ITEMS)]
    version = "https://jsonfeed.org/version/1.1"
    return json.dumps({"version": version, "title": title, "language": LONG, "items": items})


def newsml_g2(header: str, package: str = "p") -> str:
    text = '<contentSet><inlineData contenttype="text/plain">It rained.</inlineData></contentSet>'
    items = "".join(f'<newsItem guid="u{one}">{text}</newsItem>' for one in range(ITEMS))
    refs = "".join(f'<itemRef residref="u{one}"/>' for one in range(ITEMS))
    packages = f'<packageItem guid="{package}"><groupSet><group>{refs}</group></groupSet></packageItem>'
    return f"<newsMessage {G2}><header>{header}</header><itemSet>{packages}{items}</itemSet></newsMessage>"


def newsml(envelope: str) -> str:
    items = "".join(
        f"<NewsItem><Identification><NewsIdentifier><PublicIdentifier>u:{one}</PublicIdentifier>"
        "</NewsIdentifier></Identification><NewsComponent><ContentItem><DataContent>"
        "It rained.</DataContent></ContentItem>"
        "</NewsComponent></NewsItem>"
        for one in range(ITEMS)
    )
    return f"<NewsML><NewsEnvelope>{envelope}</NewsEnvelope>{items}</NewsML>"


def csv(name: str) -> str:
    return f"id,text,{name}\n" + "".join(f"{one},It rained.,1\n" for one in range(ITEMS))


@pytest.mark.parametrize(
    "text",
    [
        rss(f"<title>{LONG}</title>"),
        rss(f"<title>x</title><copyright>{LONG}</copyright>"),
        rss(f"<title>x</title><language>{LONG}</language>"),
        atom(f"<title>{LONG}</title><rights>{LONG}</rights>"),
        atom("<title>x</title>", LONG),
        json_feed(LONG),
        json_feed([LONG]),
        json_feed({"name": LONG}),
        newsml_g2(f"<priority>{LONG}</priority><sender>{LONG}</sender>"),
        newsml_g2("<priority>4</priority>", LONG),
        newsml(f'<SentFrom><Party FormalName="{LONG}"/></SentFrom><Priority FormalName="{LONG}"/>'),
        newsml(f"<Priority>{LONG}</Priority><DateAndTime>{LONG}</DateAndTime>"),
        csv(LONG.replace(" ", "_")),
    ],
)  # fmt: skip
def test_every_item_has_little_of_it(text: str) -> None:
    found = list(intake.items(text.encode(), form="csv" if text.startswith("id,") else "auto"))
    assert len(found) == ITEMS
    for one in found:
        assert isinstance(one, Story)
        assert len(encode(one)) < LONGEST_NOTE + 3 * LONGEST_NAME + 1_000


def test_a_name_as_long_as_names_are_is_whole() -> None:
    name = "Coastal Wire " * 30
    for text in (rss(f"<title>{name}</title>"), json_feed(name)):
        (*_, one) = intake.items(text.encode())
        assert isinstance(one, Story) and one.source == name.strip()


def test_a_long_name_is_worked_on_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from slugline.intake.formats import syndication

    asked: list[int] = []
    real: Callable[..., str | None] = syndication._line

    def line(text: str | None) -> str | None:
        asked.append(len(text or ""))
        return real(text)

    monkeypatch.setattr(syndication, "_line", line)
    list(intake.items(rss(f"<title>{LONG}</title>").encode()))
    assert max(asked) <= LONGEST_NAME


@pytest.mark.parametrize(
    "text",
    [
        "<rss version='2.0' NAMES><channel>" + "<item><guid>g</guid></item>" * 400 + "</channel></rss>",
        f"<newsMessage {G2} NAMES><itemSet>" + '<newsItem guid="u"/>' * 400 + "</itemSet></newsMessage>",
        "<NewsML NAMES>" + "<NewsItem/>" * 400 + "</NewsML>",
    ],
)  # fmt: skip
def test_the_parts_of_a_document_for_dead_letters_are_no_more_than_it_twice(text: str) -> None:
    names = " ".join(f"xmlns:a{one}='http://names.example/{one}'" for one in range(500))
    data = text.replace("NAMES", names).encode()
    found = [one for one in intake.items(data) if isinstance(one, Refused)]
    assert len(found) == 400
    assert found[0].data is not None and found[-1].data is None
    longest = max(len(one.data or b"") for one in found)
    assert sum(len(one.data or b"") for one in found) <= max(2 * len(data), 65_536) + 2 * longest


def test_parts_of_an_ordinary_document_are_all_there() -> None:
    from lxml import etree

    parts = Parts(100)
    element = etree.fromstring("<a><b/>c</a>")
    assert [parts(element), parts(element[0])] == [b"<a><b/>c</a>", b"<b/>"]


@pytest.mark.parametrize("length", [10, 100_000])
def test_a_short_document_may_be_told_in_more_than_twice_its_length_and_a_long_one_in_that(
    length: int,
) -> None:
    from lxml import etree

    parts = Parts(length)
    element = etree.fromstring(f"<a>{'x' * (20_000 if length < 65_536 else 70_000)}</a>")
    assert all(parts(element) for _ in range(3))
    assert [parts(element) is None for _ in range(2)] == [length > 65_536, True]


def test_what_is_said_around_items_of_whether_they_are_out_is_bounded() -> None:
    items = [{"id": str(one), "title": "Rain", "text": "It rained."} for one in range(ITEMS)]
    held = [*intake.items(json.dumps({"status": "draft" + " " * 9_000, "items": items}).encode())]
    assert [one.status for one in held if isinstance(one, Story)] == ["withheld"] * ITEMS
    until = " " * 9_000 + "2100-01-01T00:00:00Z"
    held = [*intake.items(json.dumps({"hold_until": until, "items": items}).encode())]
    assert [one.embargoed for one in held if isinstance(one, Story)] == [until.strip()] * ITEMS
    many = {"hold_until" + "_" * one: until for one in range(60)}
    with pytest.raises(Refused, match="wrong-type: 60 fields around the items"):
        list(intake.items(json.dumps({**many, "items": items}).encode()))
