"""A story that cannot be read is named as far as it can be: by its uri and its version."""

import json
import pickle
from typing import Any

import pytest

from slugline import intake
from slugline.intake.refused import Refused
from tests.intake.xml_samples import g2, newsml, nitf_item

NINJS: dict[str, Any] = {"uri": "urn:x:1", "version": 4, "headline": "Fire", "body_text": "It burned."}
NINJS_2: dict[str, Any] = {"uri": "urn:x:1", "version": 4, "headlines": [{"value": "Fire"}]}
NINJS_3: dict[str, Any] = {**NINJS_2, "versionCreated": "2031-04-07T10:00:00Z"}
SUPERDESK: dict[str, Any] = {
    "_id": "urn:x:1", "type": "text", "version": "4", "headline": "Fire", "body_html": "<p>It burned.</p>",
    "pubstatus": "usable",
}  # fmt: skip
G2 = g2(item='version="4"').decode()
NEWSML = "<PublicIdentifier>urn:x:1</PublicIdentifier><RevisionId>4</RevisionId>"
NITF = '<doc-id id-string="urn:x:1"/><du-key version="4"/>'
OURS = (
    '{"slugline_story": {"uri": "urn:x:1", "version": 4, "versioned": true, "status": %s, "text": %s,'
    ' "zones": [], "headline": null, "byline": [], "dateline": null, "published": null, "language": "en",'
    ' "source": null, "slugline": null}}'
)


def test_the_samples_are_in_order() -> None:
    for value in (
        NINJS,
        NINJS_2,
        NINJS_3,
        SUPERDESK,
        {"slugline_status": {"uri": "urn:x:1", "status": "canceled"}},
    ):
        assert intake.read(json.dumps(value).encode()).uri == "urn:x:1"
    assert intake.read((OURS % ('"usable"', '"It burned."')).encode()).uri == "urn:x:1"


BAD: list[tuple[str, int | None, bytes]] = [
    *(
        ("urn:x:1", 4, json.dumps(item | bad).encode())
        for item in (NINJS, NINJS_2, NINJS_3, SUPERDESK)
        for bad in (
            {"pubStatus" if item is NINJS_3 else "pubstatus": "live?"}, {"embargoed": "soon"},
            {"embargoed": 7}, {"type": "planning"}, {"language": 9},
        )
    ),
    *(
        ("urn:x:1", None, json.dumps(item | {"version": bad}).encode())
        for item in (NINJS, NINJS_2, NINJS_3, SUPERDESK)
        for bad in ("four", 1.5, [4], True, 2**60)
    ),
    ("urn:x:1", 4, json.dumps({"uri": " urn:x:1 ", "version": 4, "headline": ""}).encode()),
    ("urn:x:1", 4, json.dumps(NINJS | {"body_text": "fire\x00 out"}).encode()),
    ("urn:x:1", None, b'{"id": "urn:x:1", "text": 7}'),
    ("urn:x:1", None, b'{"id": "urn:x:1", "text": "\\u0000"}'),
    ("urn:x:1", None, b'{"id": "urn:x:1", "title": "Fire", "content": {"a": 1}}'),
    ("urn:x:1", None, b'{"id": "urn:x:1", "title": "--", "content": "..."}'),
    ("https://wire.example/1", None, b'{"url": "https://wire.example/1", "title": "--"}'),
    ("urn:x:1", 4, (OURS % ('"x"', '"It burned."')).encode()),
    ("urn:x:1", 4, (OURS % ('"usable"', "7")).encode()),
    ("urn:x:1", None, (OURS % ('"usable"', "7")).replace("true", "false").encode()),
    ("urn:x:1", 4, b'{"slugline_status": {"uri": "urn:x:1", "status": "canceled", "version": 4, "by": 7}}'),
    ("urn:x:1", None, b'{"slugline_status": {"uri": "urn:x:1", "status": "withheld", "version": 9.1e15}}'),
    ("urn:x:1", 4, G2.replace("<itemMeta>", '<itemMeta><pubStatus qcode="stat:live"/>').encode()),
    ("urn:x:1", 4, G2.replace("<itemMeta>", "<itemMeta><embargoed>noon</embargoed>").encode()),
    ("urn:x:1", 4, G2.replace("newsItem", "planningItem").encode()),
    ("urn:x:1", None, G2.replace('version="4"', 'version="four"').encode()),
    ("urn:x:1", 4, newsml('<Status FormalName="live"/>', identifier=NEWSML)),
    ("urn:x:1", 4, newsml(identifier=NEWSML, body="<p>--</p>")),
    ("urn:x:1", None, newsml(identifier=NEWSML.replace(">4<", ">four<"))),
    ("urn:x:1", 4, nitf_item(NITF, body="<p>--</p>")),
    ("urn:x:1", 4, nitf_item(NITF).replace(b"<docdata>", b'<docdata management-status="live">')),
    ("urn:x:1", None, nitf_item(NITF.replace('"4"', '"four"'))),
    ("urn:x:1", None, b"<rss><channel><item><guid>urn:x:1</guid><title>--</title></item></channel></rss>"),
]  # fmt: skip


@pytest.mark.parametrize(("uri", "version", "value"), BAD, ids=lambda one: str(one)[:60])
def test_what_cannot_be_read_is_named(uri: str, version: int | None, value: bytes) -> None:
    refused = only(value)
    assert (refused.uri, refused.version) == (uri, version), refused.detail
    again = pickle.loads(pickle.dumps(refused))
    assert (again.uri, again.version, again.detail) == (uri, version, refused.detail)


@pytest.mark.parametrize(
    "value",
    [
        {"uri": "urn:x:1\n2"}, {"uri": "a\x1b[31mred"}, {"uri": "\u202eurn"}, {"uri": 1.5},
        {"uri": []}, {"uri": " "}, {"uri": None}, {},
    ],
)  # fmt: skip
def test_a_uri_that_no_story_may_have_is_not_told(value: dict[str, Any]) -> None:
    item = {**NINJS, "pubstatus": "live?"}
    del item["uri"]
    refused = only(json.dumps(item | value).encode())
    assert (refused.uri, refused.version) == (None, 4)


def test_each_bad_item_among_others_is_named() -> None:
    good = json.dumps(NINJS).encode()
    bad = [
        json.dumps(NINJS | {"uri": f"urn:x:{n}", "version": n, "embargoed": "soon"}).encode() for n in (2, 3)
    ]
    for value in (
        b"[%b]" % b",".join((good, *bad)),
        b"\n".join((good, *bad)),
        b"[%b, {" % b",".join((good, *bad)),
    ):
        found = [one for one in intake.items(value) if isinstance(one, Refused)][:2]
        assert [(one.uri, one.version) for one in found] == [("urn:x:2", 2), ("urn:x:3", 3)]
    live = G2.replace("<itemMeta>", '<itemMeta><pubStatus qcode="stat:live"/>')
    (_, refused) = intake.items(f"<newsMessage><itemSet>{G2}{live}</itemSet></newsMessage>".encode())
    assert isinstance(refused, Refused) and (refused.uri, refused.version) == ("urn:x:1", 4)


def test_a_story_that_is_too_long_is_named() -> None:
    with pytest.raises(Refused, match="too-large") as refused:
        intake.read(json.dumps(NINJS | {"body_text": "It burned. " * 40}).encode(), limit=400)
    assert (refused.value.uri, refused.value.version) == ("urn:x:1", 4)


def only(value: bytes) -> Refused:
    """Return why the one story in ``value`` is refused."""
    try:
        (found,) = intake.items(value)
    except Refused as refused:
        return refused
    assert isinstance(found, Refused), found
    return found
