"""A uri is the key of all records of a story, so it is bounded, in every format, and never cut."""

import json
from dataclasses import replace

import pytest

from slugline import intake
from slugline.intake.formats import slugline_status, slugline_story
from slugline.intake.refused import LONGEST_URI, Refused
from slugline.records.codec import encode
from slugline.records.status_word import StatusWord
from slugline.runtime.dead_letters import Source
from slugline.runtime.telling import deleted

BODY = "The ferry left Port Velna on Monday, the harbour office said."


def uri(length: int) -> str:
    return ("urn:desk:" + "x" * length)[:length]


def ninjs(told: str) -> bytes:
    return json.dumps({"uri": told, "type": "text", "body_text": BODY, "headline": "Ferry"}).encode()


def ninjs_3(told: str) -> bytes:
    item = {"standard": {"name": "ninjs", "version": "3.0"}, "uri": told, "type": "text"}
    return json.dumps(item | {"bodies": [{"role": "main", "value": BODY}]}).encode()


def foreign(told: str) -> bytes:
    return json.dumps({"id": told, "title": "Ferry", "text": BODY}).encode()


def csv(told: str) -> bytes:
    return f"id,title,text\n{told},Ferry,{BODY.replace(',', '')}\n".encode()


def rss(told: str) -> bytes:
    item = f"<item><guid>{told}</guid><title>Ferry</title><description>{BODY}</description></item>"
    return f"<rss version='2.0'><channel><title>Desk</title>{item}</channel></rss>".encode()


def nitf(told: str) -> bytes:
    head = f"<head><docdata><doc-id id-string='{told}'/></docdata></head>"
    body = f"<body><body.content><p>{BODY}</p></body.content></body>"
    return f"<nitf>{head}{body}</nitf>".encode()


def newsml_g2(told: str) -> bytes:
    content = f"<contentSet><inlineData>{BODY}</inlineData></contentSet>"
    space = "http://iptc.org/std/nar/2006-10-01/"
    return f"<newsItem xmlns='{space}' guid='{told}' version='1'>{content}</newsItem>".encode()


def own(told: str) -> bytes:
    return slugline_story.written(replace(intake.read(ninjs("urn:desk:1")), uri=told))


def word(told: str) -> bytes:
    return slugline_status.written(StatusWord(uri=told, status="canceled"))


MADE = [ninjs, ninjs_3, foreign, csv, rss, nitf, newsml_g2, own, word]


@pytest.mark.parametrize("made", MADE)
def test_the_longest_is_kept_whole_and_a_longer_one_is_refused_and_not_told(made: object) -> None:
    assert callable(made)
    longest = uri(LONGEST_URI)
    assert intake.read(made(longest)).uri == longest
    for length in (LONGEST_URI + 1, 100_000):
        with pytest.raises(Refused, match=rf"^too-large: .*uri: {length:,} characters; 2,048 are") as refused:
            intake.read(made(uri(length)))
        assert refused.value.uri is None


@pytest.mark.parametrize(("length", "told"), [(LONGEST_URI, True), (LONGEST_URI + 1, False)])
def test_a_key_that_no_story_can_have_deletes_none(length: int, told: bool) -> None:
    source = Source(
        feed="f", partition=0, offset=0, timestamp=0, key=uri(length).encode(), value=None, headers=()
    )
    done = deleted(source)
    assert (done.outcome, done.told is not None) == ("skipped", told)


def test_two_that_differ_behind_the_bound_are_never_one_story() -> None:
    for end in "ab":
        with pytest.raises(Refused):
            intake.read(ninjs(uri(LONGEST_URI) + end))
    assert encode(intake.read(ninjs(uri(LONGEST_URI - 1) + "a"))) != encode(
        intake.read(ninjs(uri(LONGEST_URI - 1) + "b"))
    )
