"""Alerts on real brokers: once for each chain, taken back with the story, whoever is killed meanwhile."""

import asyncio
import json
import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiokafka import AIOKafkaProducer

import slugline
from ops.chaos.feeds import rows
from ops.kafka.config import free_port
from ops.kafka.server import KafkaServer
from slugline.broker import create_feeds
from slugline.cli.demo.embedded_broker import EmbeddedBroker
from slugline.cli.problem import Exit
from slugline.cli.root import run
from slugline.feed_names import feed_name
from slugline.kinds import EnrichedStory
from slugline.records.alert_event import AlertEvent
from slugline.records.codec import encode
from slugline.records.events import StoryRef
from slugline.records.feeds import ALERTS, CHAINS, ENRICHED, MET, STORIES
from slugline.records.ids import event_id
from slugline.records.retraction import Retraction
from slugline.records.story import emptied
from slugline.runtime.alerts_seat import now_ms
from slugline.settings import Settings
from tests.integration import faulty_brokers as faults
from tests.integration.processes import Worker, settings
from tests.integration.tap import publisher
from tests.patience import PATIENCE, until, wait_until
from tests.records import records as invented

STRIKE = '[[rule]]\nname = "Strike"\nany = [{ text = "dock strike" }]\nnovelty = 0.3\n'
QUAY = '[[rule]]\nname = "Quay"\nany = [{ text = "north quay" }]\n'
Told = tuple[str, str, str, int]
"""Rule, cause or reason, uri and version."""


@pytest.fixture
def kafka() -> Iterator[KafkaServer]:
    with KafkaServer() as server:
        yield server


@pytest.fixture
def watchlist(tmp_path: Path) -> Path:
    path = tmp_path / "rules.toml"
    path.write_text(STRIKE + QUAY)
    return path


def story(uri: str, text: str, version: int = 1) -> EnrichedStory:
    return replace(
        invented.ENRICHED, uri=uri, version=version, text=text, headline=text[:20], zones=(), entities=(),
        quotes=(), topics=(),
    )  # fmt: skip


def chained(uri: str, chain: int, relation: Any, order: int, new: float = 0.0, version: int = 1) -> bytes:
    return encode(
        replace(
            invented.CHAIN, chain=f"7de2a188-a767-5461-96bd-{chain:012}",
            story=StoryRef(uri=uri, version=version),
            relation=relation, new=new, order=order, status="usable",
        )
    )  # fmt: skip


async def send(
    producer: AIOKafkaProducer, one: EnrichedStory | None, key: str = "", partition: int = 0
) -> None:
    value = None if one is None else encode(one)
    key = one.uri if one is not None else key
    await producer.send_and_wait(ENRICHED.name, value, key=key.encode(), partition=partition)


async def alerts(chosen: Settings) -> list[AlertEvent | Retraction]:
    """Return all that was told, in its order."""
    found: list[AlertEvent | Retraction] = []
    for record in await rows(replace(chosen, partitions=1), feed_name(ALERTS, chosen)):
        one = slugline.decode("alerts", record.value, headers=record.headers)
        assert one is not None
        rule = one.retracted if isinstance(one, Retraction) else one.rule
        assert record.key.decode() == rule
        found.append(one)
    return found


def shown(found: list[AlertEvent | Retraction]) -> list[Told]:
    return [
        (one.rule, one.cause, one.story.uri, one.story.version)
        if isinstance(one, AlertEvent)
        else (one.retracted, f"-{one.reason}", one.story.uri, one.story.version)
        for one in found
    ]


async def tells(chosen: Settings, due: list[Told]) -> None:
    """Wait until as much was told as is due; it must be that."""
    found: list[Told] = []
    while len(found) < len(due):
        await asyncio.sleep(0.2)
        found = shown(await alerts(chosen))
        assert found == due[: len(found)]


def standing(found: list[AlertEvent | Retraction]) -> dict[str, AlertEvent]:
    stands: dict[str, AlertEvent] = {}
    for one in found:
        if isinstance(one, Retraction):
            del stands[one.id]
        else:
            stands[one.id] = one
    return stands


def anew(worker: Worker, watchlist: Path, text: str) -> None:
    """Have a worker read other rules."""
    watchlist.write_text(text)
    os.kill(worker.pid, signal.SIGHUP)


async def test_alerts_and_what_takes_them_back_without_chains(tmp_path: Path, watchlist: Path) -> None:
    """On a broker without transactions, too."""
    with EmbeddedBroker() as tansu:
        chosen = settings(tansu.address, watchlist=watchlist)
        await create_feeds(chosen)
        with Worker(tansu.address, tmp_path, roles="alerts", watchlist=watchlist) as worker:
            async with publisher(chosen) as producer, asyncio.timeout(PATIENCE):
                await asyncio.to_thread(worker.ready)
                await send(producer, story("urn:a", "The dock strike goes on."))
                await send(producer, story("urn:b", "Nothing of the kind."))
                due: list[Told] = [("Strike", "met", "urn:a", 1)]
                await tells(chosen, due)
                await send(producer, story("urn:a", "The dock strike spread to the north quay.", 2))
                due += [("Strike", "changed", "urn:a", 2), ("Quay", "met", "urn:a", 2)]
                await tells(chosen, due)
                worker.kill()
                worker.start()
                await send(producer, story("urn:a", "Quiet on the north quay.", 3))
                due += [("Strike", "-corrected", "urn:a", 3), ("Quay", "changed", "urn:a", 3)]
                await tells(chosen, due)
                await send(producer, story("urn:c", "Dock strike!"), partition=1)
                due += [("Strike", "met", "urn:c", 1)]
                await tells(chosen, due)
                await send(producer, replace(emptied(story("urn:a", "", 4)), status="canceled"))
                await tells(chosen, due := [*due, ("Quay", "-canceled", "urn:a", 4)])
                await send(producer, None, "urn:c", partition=1)
                await tells(chosen, due := [*due, ("Strike", "-deleted", "urn:c", 1)])
                await asyncio.to_thread(worker.ready)
                assert worker.metric('slugline_alerts_total{cause="retracted"}') == 3
                assert worker.metric("slugline_alert_stories") == 0
                assert worker.terminate() == 0


async def test_rules_are_read_anew_and_what_is_no_good_changes_nothing(
    tmp_path: Path, watchlist: Path
) -> None:
    with EmbeddedBroker() as tansu:
        chosen = settings(tansu.address, watchlist=watchlist)
        await create_feeds(chosen)
        with Worker(tansu.address, tmp_path, roles="alerts", watchlist=watchlist) as worker:
            async with publisher(chosen) as producer, asyncio.timeout(PATIENCE):
                await asyncio.to_thread(worker.ready)
                await send(producer, story("urn:a", "A dock strike at the north quay."))
                due: list[Told] = [("Strike", "met", "urn:a", 1), ("Quay", "met", "urn:a", 1)]
                await tells(chosen, due)
                anew(worker, watchlist, STRIKE + '[[rule]]\nname = "Quay"\nany = [{ txt = "north quay" }]\n')
                await asyncio.to_thread(worker.says, "the 2 rules of before hold")
                assert worker.metric("slugline_watchlist_refused") == 1
                assert worker.metric('slugline_watchlist_reloads_total{outcome="refused"}') == 1
                # a rule that is another one now leaves what was told; one that is gone takes it back
                anew(worker, watchlist, '[[rule]]\nname = "Strike"\nany = [{ text = "walkout" }]\n')
                due += [("Quay", "-unwatched", "urn:a", 1)]
                await tells(chosen, due)
                assert worker.metric("slugline_watchlist_refused") == 0
                assert worker.metric("slugline_alert_rules") == 1
                await send(producer, story("urn:b", "A dock strike."))
                await send(producer, story("urn:c", "A walkout."))
                due += [("Strike", "met", "urn:c", 1)]
                await tells(chosen, due)
                assert worker.terminate() == 0


def reasons(worker: Worker) -> set[str]:
    """Return all that it says until it is ready, asked again and again: some reasons stand for a moment."""
    seen: set[str] = set()
    while (answer := worker.get("/readyz/alerts"))[0] != 200:
        assert worker.running, worker.lines()
        seen.add(answer[1].strip())
        time.sleep(0.005)
    return seen


@pytest.mark.dear
async def test_who_takes_over_first_reads_what_stands(tmp_path: Path, watchlist: Path) -> None:
    count = 30_000
    with EmbeddedBroker() as tansu:
        chosen = settings(tansu.address, watchlist=watchlist)
        await create_feeds(chosen)
        async with publisher(chosen) as producer:
            for number in range(count):
                ref, rule = (
                    StoryRef(uri=f"urn:{number}", version=1),
                    replace(invented.MET.rules[0], rule="Quay"),
                )
                rule = replace(rule, alert=event_id("alert", number))
                row = replace(invented.MET, story=ref, chain=None, came=now_ms(), partition=0, rules=(rule,))
                await producer.send(MET.name, encode(row), key=ref.uri.encode())
        with Worker(tansu.address, tmp_path, roles="alerts", watchlist=watchlist) as worker:
            seen = await asyncio.to_thread(reasons, worker)
            assert any("putting the alerts together" in reason for reason in seen), seen
            await until(lambda: worker.metric("slugline_alert_stories") == count)
            async with publisher(chosen) as producer, asyncio.timeout(PATIENCE):
                await send(producer, None, "urn:7")
                await tells(chosen, [("Quay", "-deleted", "urn:7", 1)])
            assert worker.terminate() == 0


def test_a_worker_without_a_good_watchlist_does_not_start(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    for text, says in (
        (None, "SLUGLINE_ROLES has alerts, which needs SLUGLINE_WATCHLIST"),
        ("", "rules.toml: rule: missing"),
        ('[[rule]]\nname = "x"\n', "rule[0] ('x'): has nothing under any or all"),
    ):
        path.write_text(text or "")
        named = {} if text is None else {"SLUGLINE_WATCHLIST": str(path)}
        with Worker("127.0.0.1:1", tmp_path, environ=named, roles="alerts") as worker:
            assert worker.wait() == 2
            assert says in worker.log.read_text()


@pytest.mark.kafka
async def test_an_enriched_feed_that_was_made_anew_is_read_from_its_start(
    kafka: KafkaServer, tmp_path: Path, watchlist: Path
) -> None:
    """Brokers forget with a feed what was committed of it: the rows say that it was another one."""
    chosen = settings(kafka.address, watchlist=watchlist)
    await create_feeds(chosen)
    with Worker(kafka.address, tmp_path, roles="alerts", watchlist=watchlist) as worker:
        due: list[Told] = []

        async def told(name: str, count: int) -> None:
            nonlocal due
            due += [("Strike", "met", f"urn:{name}:{number}", 1) for number in range(count)]
            await tells(chosen, due)

        async def sent(name: str, count: int) -> None:
            async with publisher(chosen) as producer:
                for number in range(count):
                    await send(producer, story(f"urn:{name}:{number}", "A dock strike."))

        async with asyncio.timeout(PATIENCE):
            await asyncio.to_thread(worker.ready)
            await sent("before", 3)
            await told("before", 3)
            assert worker.terminate() == 0
            await faults.make_anew(chosen, ENRICHED.name, 4)
            await sent("after", 5)
            worker.start()
            await told("after", 5)
            await asyncio.to_thread(worker.ready)
        assert f"{ENRICHED.name} was made anew: it is read from its start" in worker.log.read_text()
        assert worker.terminate() == 0


@pytest.mark.kafka
@pytest.mark.parametrize("known", [True, False], ids=["alerts stand", "nothing was ever told"])
async def test_an_enriched_feed_that_is_made_anew_and_is_longer_soon(
    kafka: KafkaServer, tmp_path: Path, watchlist: Path, known: bool
) -> None:
    """A worker that runs would read on where the old one ended, and pass over what stands before."""
    chosen = settings(kafka.address, watchlist=watchlist)
    await create_feeds(chosen)
    before, quiet = 5, "Nothing of the kind."
    with Worker(kafka.address, tmp_path, roles="alerts", watchlist=watchlist, session_timeout=30) as worker:

        async def sent(name: str, text: str, count: int) -> None:
            async with publisher(chosen) as producer:
                for number in range(count):
                    await send(producer, story(f"urn:{name}:{number}", text))

        async with asyncio.timeout(PATIENCE):
            await asyncio.to_thread(worker.ready)
            await sent("before", "A dock strike." if known else quiet, before)
            due: list[Told] = [("Strike", "met", f"urn:before:{number}", 1) for number in range(before)]
            await tells(chosen, due if known else [])
            await faults.until_committed(chosen, chosen.alerts_group, ENRICHED.name, before)
            os.kill(worker.pid, signal.SIGSTOP)  # it sees the new feed when that is longer
            await faults.make_anew(chosen, ENRICHED.name, 4)
            await sent("after", "A dock strike.", before + 3)
            os.kill(worker.pid, signal.SIGCONT)
            after: list[Told] = [("Strike", "met", f"urn:after:{number}", 1) for number in range(before + 3)]
            while not {*after} <= {*(found := shown(await alerts(chosen)))}:
                assert worker.running
                await asyncio.sleep(0.2)
            assert len(found) == len({*found})  # none is told twice
            await asyncio.to_thread(worker.ready)
        assert f"{ENRICHED.name} was made anew while it was read" in worker.log.read_text()
        assert worker.terminate() == 0


@pytest.mark.kafka
async def test_each_chain_is_told_once_whoever_is_killed(
    kafka: KafkaServer, tmp_path: Path, watchlist: Path
) -> None:
    """Stories and what the chains say of them come in any order, over partitions; workers die or sleep."""
    chosen = settings(kafka.address, chains="true", watchlist=watchlist)
    await create_feeds(chosen)
    luck = random.Random(4)
    sent: dict[str, tuple[int, str]] = {}

    def telling(name: str) -> Worker:
        return Worker(
            kafka.address, tmp_path, name, chains="true", roles="alerts", watchlist=watchlist, alert_wait=3600
        )

    def owns(worker: Worker) -> bool:
        return 'slugline_assigned_partitions{role="alerts"} 4.0' in worker.get("/metrics")[1]

    async def both(producer: AIOKafkaProducer, uri: str, order: int) -> None:
        """Send a story and its chain's record, either of them first; kill an earlier one now and then."""
        chain, text = (
            luck.randrange(40),
            luck.choice(["dock strike", "north quay", "dock strike, north quay", "-"]),
        )
        relation = luck.choice(["first", "update", "copy", "pick-up"])
        told = chained(uri, chain, relation, order, 1.0 if relation == "first" else luck.random())
        partition = luck.randrange(4)
        steps: list[Callable[[], Any]] = [
            lambda: send(producer, story(uri, text), partition=partition),
            lambda: producer.send_and_wait(CHAINS.name, told, key=uri.encode()),
        ]
        luck.shuffle(steps)
        for step in steps:
            await step()
        sent[uri] = chain, text
        if luck.random() < 0.3:
            gone = luck.choice(list(sent))
            killed = replace(emptied(story(gone, "", 2)), status="canceled")
            for each in range(4):  # a kill is told in each partition that it may stand in
                await send(producer, killed, partition=each)
            sent.pop(gone)

    with telling("one") as one, telling("two") as two:
        for worker in (one, two):
            await asyncio.to_thread(worker.ready)
        await until(lambda: owns(one) or owns(two))
        for number in range(6):
            async with publisher(chosen) as producer:
                for step in range(40):
                    await both(producer, f"urn:{number}:{step}", number * 40 + step)
            await until(lambda: any(each.running and owns(each) for each in (one, two)))
            worker = next(each for each in (one, two) if each.running and owns(each))
            if number % 3 == 2:  # it wakes up when the partitions are another's, and does not know
                os.kill(worker.pid, signal.SIGSTOP)
                await asyncio.sleep(chosen.session_timeout + 4)
                os.kill(worker.pid, signal.SIGCONT)
            else:
                worker.kill()
                worker.start()
            await asyncio.to_thread(wait_until, lambda: owns(one) or owns(two))
        due = {
            (rule, chain)
            for chain, text in sent.values()
            for rule in ("dock strike", "north quay")
            if rule in text
        }
        names = {"Strike": "dock strike", "Quay": "north quay"}
        async with asyncio.timeout(PATIENCE):
            while True:
                found = await alerts(chosen)
                stands = standing(found)
                if {
                    (names[one.rule], int((one.chain or "-0").rpartition("-")[2])) for one in stands.values()
                } == due:
                    break
                await asyncio.sleep(0.5)
        before: set[str] = set()
        for record in found:  # met once, then only moved or changed, until it is taken back
            if isinstance(record, Retraction):
                before.remove(record.id)
            else:
                assert (record.cause == "met") == (record.id not in before), record
                before.add(record.id)
        for worker in (one, two):
            await asyncio.to_thread(worker.ready)
            assert worker.terminate() == 0


@pytest.mark.kafka
async def test_stories_chains_and_alerts_as_one_installation(
    kafka: KafkaServer,
    tmp_path: Path,
    watchlist: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    port = free_port()
    chosen = settings(kafka.address, chains="true", watchlist=watchlist, feed_prefix="desk.")
    await create_feeds(chosen)
    body = (
        "TROMSO, Norway (Harbour Wire) - A dock strike shut the port of Tromso on Monday after talks on pay "
        "broke down at dawn.\n\nFerries lay idle, and some two hundred passengers slept in the terminal, the "
        "harbour office said.\n\nThe union wants nine percent more; the port offers four.\n"
    )
    more = (
        "\nHours later a mediator from the capital flew in with a compromise of six percent, which crane "
        "drivers rejected by a show of hands outside the customs house.\n\nFishing boats blocked the "
        "entrance in support, and police towed three of them away.\n"
    )

    def raw(uri: str, text: str, version: int = 1, **fields: Any) -> bytes:
        return json.dumps(
            {"uri": uri, "version": version, "headline": "Port shut", "text": text, **fields}
        ).encode()

    async def publish(producer: AIOKafkaProducer, uri: str, value: bytes) -> None:
        await producer.send_and_wait(f"desk.{STORIES.name}", value, key=uri.encode())

    named: dict[str, object] = {"chains": "true", "watchlist": watchlist, "feed_prefix": "desk."}
    with Worker(
        kafka.address, tmp_path, "worker", {}, roles="stories,chains,alerts", http_port=port, **named
    ) as worker:
        await asyncio.to_thread(worker.ready)

        async def told(count: int) -> list[Told]:
            found: list[AlertEvent | Retraction] = []
            async with asyncio.timeout(PATIENCE):
                while len(found) < count:
                    await asyncio.sleep(0.2)
                    found = await alerts(chosen)
            return shown(found)

        async with publisher(chosen) as producer:
            await publish(producer, "urn:1", raw("urn:1", body))
            assert await told(1) == [("Strike", "met", "urn:1", 1)]
            await publish(producer, "urn:2", raw("urn:2", body.replace("(Harbour Wire) ", "")))
            await publish(producer, "urn:3", raw("urn:3", body + more))
            assert (await told(2))[1:] == [("Strike", "moved", "urn:3", 1)]
            for uri in ("urn:3", "urn:1"):
                await publish(producer, uri, raw(uri, "", 2, pubstatus="canceled"))
                await asyncio.sleep(1)
            assert (await told(4))[2][:2] == ("Strike", "changed")
            await publish(producer, "urn:2", raw("urn:2", "", 2, pubstatus="canceled"))
            assert (await told(5))[4] == ("Strike", "-canceled", "urn:2", 2)
        anew(worker, watchlist, "[[rule]]")
        await asyncio.to_thread(worker.says, "the 2 rules of before hold")
        for name, value in {**named, "brokers": kafka.address, "http_port": port}.items():
            monkeypatch.setenv(f"SLUGLINE_{name.upper()}", str(value))
        assert await asyncio.to_thread(run, ["tail", "alerts", "--from", "start", "--stop"]) == Exit.OK
        assert len(capsys.readouterr().out.splitlines()) == 5
        assert await asyncio.to_thread(run, ["tail", "alerts", "--current", "-o", "pretty"]) == Exit.OK
        assert capsys.readouterr().out == ""
        assert await asyncio.to_thread(run, ["status"]) == Exit.OK
        told_status = capsys.readouterr()
        assert "the rules of before hold" in told_status.err
        mine = [
            row
            for row in map(json.loads, told_status.out.splitlines())
            if row["group"] == chosen.alerts_group
        ]
        assert {(row["feed"], row["lag"]) for row in mine} == {(f"desk.{ENRICHED.name}", 0)}
        assert worker.terminate() == 0
