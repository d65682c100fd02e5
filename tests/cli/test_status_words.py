"""``kill``, ``withhold`` and ``release`` on the embedded broker: where the word goes, and what is told."""

import asyncio
import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from aiokafka import AIOKafkaProducer

from slugline import broker, consume
from slugline.cli.demo.embedded_broker import EmbeddedBroker
from slugline.cli.problem import Exit
from slugline.cli.root import run
from slugline.folds.register import digests
from slugline.records.codec import encode
from slugline.records.feeds import HELD, REGISTER, STORIES
from slugline.records.held_headers import HeldUntil, to_headers
from slugline.settings import Settings
from tests.patience import wait_until
from tests.records.records import ROW

Out = pytest.CaptureFixture[str]
URI = "urn:newsml:wire.example:7"


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    with EmbeddedBroker() as tansu:
        monkeypatch.setenv("SLUGLINE_BROKERS", tansu.address)
        chosen = Settings(brokers=tansu.address)
        asyncio.run(broker.create_feeds(chosen))
        yield chosen


def send(settings: Settings, feed: str, partition: int, value: bytes | None, **more: Any) -> None:
    async def work() -> None:
        async with AIOKafkaProducer(**broker.client(settings), acks="all") as producer:
            await producer.send_and_wait(feed, value, key=URI.encode(), partition=partition, **more)

    asyncio.run(work())


def row(settings: Settings, partition: int, status: Any, version: int = 4, **more: Any) -> None:
    value = encode(replace(ROW, uri=URI, status=status, version=version, **more))
    send(settings, REGISTER.name, partition, value)


def hold(settings: Settings, partition: int) -> None:
    held = to_headers(HeldUntil(until_ms=4_102_444_800_000, version=5, versioned=True))
    send(settings, HELD.name, partition, b"{}", headers=held)


def said(settings: Settings) -> list[tuple[int, dict[str, Any]]]:
    """The words on the stories feed, with their partitions."""
    found = [
        (one.partition, json.loads(one.value or b"")["slugline_status"])
        for one in consume(STORIES, brokers=settings.brokers)
    ]
    return [(number, {k: v for k, v in word.items() if v not in (None, False)}) for number, word in found]


def told(capsys: Out) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_the_word_goes_where_the_story_stands(settings: Settings, capsys: Out) -> None:
    row(settings, 2, "withheld", 3)
    row(settings, 2, "usable")
    assert run(["kill", URI, "--reason", "names a minor"]) == Exit.OK
    assert said(settings) == [(2, {"uri": URI, "status": "canceled", "reason": "names a minor"})]
    assert told(capsys) == [
        {"uri": URI, "status": "canceled", "partition": 2, "was": "usable", "version": 4, "waits": False,
         "done": False}
    ]  # fmt: skip


def test_a_story_in_two_partitions_is_told_in_both(settings: Settings, capsys: Out) -> None:
    row(settings, 2, "usable")
    row(settings, 6, "usable", 5)
    hold(settings, 6)
    assert run(["withhold", URI, "--reason", "x", "--version", "5"]) == Exit.OK
    assert sorted((number, word["version"]) for number, word in said(settings)) == [(2, 5), (6, 5)]
    assert [(line["partition"], line["version"], line["waits"]) for line in told(capsys)] == [
        (2, 4, False), (6, 5, True),
    ]  # fmt: skip


def test_of_a_story_that_is_not_known_the_word_goes_where_its_uri_leads(
    settings: Settings, capsys: Out
) -> None:
    row(settings, 1, "usable")
    send(settings, REGISTER.name, 1, None)
    assert run(["kill", URI, "--reason", "x"]) == Exit.OK
    [(partition, _)] = said(settings)
    captured = capsys.readouterr()
    line = json.loads(captured.out)
    assert (line["partition"], line["was"]) == (partition, None)
    assert captured.err == f"warning: no worker knows {URI}: noted for versions that may come\n"


def test_an_older_version_than_the_one_that_stands_is_not_killed(settings: Settings, capsys: Out) -> None:
    row(settings, 2, "usable")
    assert run(["kill", URI, "--reason", "x", "--version", "3"]) == Exit.FAILED
    assert "error: version 4 stands, and 3 is older; name it, or no version\n" in capsys.readouterr().err
    assert said(settings) == []


@pytest.mark.parametrize(
    ("status", "copy", "says"),
    [
        ("usable", None, "version 4 is usable; it comes back by"),
        ("canceled", f"{STORIES.name}/2/0", "version 4 is canceled; it comes back by"),
        ("deleted", f"{STORIES.name}/2/0", "version 4 is deleted; it comes back by"),
        (
            "withheld",
            None,
            "version 4 is withheld, and nothing of it was out before, or it was killed; it comes",
        ),
        ("withheld", f"{STORIES.name}/2/1", "and the record of what was out is gone from the feed of raw"),
        ("withheld", f"{STORIES.name}/3/0", "and the record of what was out is gone from the feed of raw"),
        (None, None, "could go out; it is not known; it comes back by its publisher's next version"),
    ],
)
def test_what_cannot_be_let_go(
    settings: Settings, capsys: Out, status: Any, copy: str | None, says: str
) -> None:
    send(settings, STORIES.name, 2, b"the story")
    if status:
        row(settings, 2, status, copy=copy, content=digests.content(b"the story").hex())
    assert run(["release", URI, "--reason", "x"]) == Exit.FAILED
    assert says in " ".join(capsys.readouterr().err.split())


def test_what_waits_or_is_withheld_is_let_go(settings: Settings, capsys: Out) -> None:
    send(settings, STORIES.name, 2, b"the story")
    content = digests.content(b"the story").hex()
    row(settings, 2, "withheld", copy=f"{STORIES.name}/2/0", content=content)
    assert run(["release", URI, "--reason", "x"]) == Exit.OK
    row(settings, 2, "canceled")
    assert run(["release", URI, "--reason", "x"]) == Exit.FAILED
    hold(settings, 2)
    assert run(["release", URI, "--reason", "x"]) == Exit.OK
    values = [one.value for one in consume(STORIES, brokers=settings.brokers)][1:]
    words = [json.loads(value or b"")["slugline_status"]["status"] for value in values]
    assert words == ["released", "released"]


def test_it_waits_until_a_worker_has_acted(settings: Settings, capsys: Out) -> None:
    row(settings, 2, "usable")
    codes: list[int] = []
    waiting = threading.Thread(target=lambda: codes.append(run(["kill", URI, "--reason", "x", "--wait"])))
    waiting.start()
    wait_until(lambda: said(settings))
    assert waiting.is_alive()
    row(settings, 2, "usable", 5)
    row(settings, 3, "canceled")
    assert waiting.is_alive()
    row(settings, 2, "canceled", 5)
    waiting.join(60)
    assert codes == [Exit.OK]
    assert told(capsys)[-1]["done"] is True


KILLED = "warning: version 4 is {}: what is killed stays killed\n"
TO_COME = "warning: version 4 is the newest known: those up to 7 that may come are {}, too\n"


@pytest.mark.parametrize(
    ("command", "stands", "version", "says"),
    [
        ("withhold", "canceled", None, KILLED.format("canceled")),
        ("withhold", "deleted", None, KILLED.format("deleted")),
        ("withhold", "canceled", "4", KILLED.format("canceled")),
        ("withhold", "canceled", "7", TO_COME.format("withheld")),
        ("withhold", "usable", None, ""),
        ("withhold", "withheld", None, ""),
        ("kill", "canceled", None, ""),
        ("kill", "usable", "4", ""),
        ("kill", "usable", "7", TO_COME.format("canceled")),
    ],
)
def test_what_a_word_does_not_do_is_said(
    settings: Settings, capsys: Out, command: str, stands: Any, version: str | None, says: str
) -> None:
    row(settings, 2, stands)
    named = ["--version", version] if version else []
    assert run([command, URI, "--reason", "x", *named]) == Exit.OK
    assert " ".join(capsys.readouterr().err.split()) == says.strip()
    assert len(said(settings)) == 1


def test_nobody_waits_for_a_word_that_changes_nothing(settings: Settings, capsys: Out) -> None:
    row(settings, 2, "canceled")
    assert run(["withhold", URI, "--reason", "x", "--wait"]) == Exit.OK
    hold(settings, 2)
    assert run(["withhold", URI, "--reason", "x"]) == Exit.OK
    assert capsys.readouterr().err.count("warning") == 1, "what waits is withheld"
    assert run(["withhold", URI, "--reason", "x", "--wait", "--version", "4"]) == Exit.OK
    assert "the version that waits is not withheld by that: name it" in " ".join(
        capsys.readouterr().err.split()
    )


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (["kill", URI], "Missing option '--reason'"),
        (["kill", "--reason", "x"], "Missing argument 'URI'"),
        (["kill", " ", "--reason", "x"], "URI is empty"),
        (["kill", URI, "--reason", ""], "--reason is empty"),
        (["kill", "a\nb", "--reason", "x"], "URI has characters that cannot be shown: 'a\\nb'"),
        (["kill", URI, "--reason", "\udcff"], "--reason has characters that cannot be shown: '\\udcff'"),
        (["kill", URI, "--reason", "x", "--version", "0"], "0 is not in the range 1<=x<=9007199254740991"),
        (
            ["withhold", URI, "--reason", "x", "--version", "1152921504606846976"],
            "1152921504606846976 is not in the range 1<=x<=9007199254740991",
        ),
    ],
)
def test_wrong_usage(line: list[str], says: str, capsys: Out) -> None:
    assert run(line) == Exit.USAGE
    assert says.casefold() in " ".join(capsys.readouterr().err.split()).casefold()
