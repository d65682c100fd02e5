"""Webhooks of a worker: at least once and in order, whatever fails, and none holds up another."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from ops.chaos.feeds import rows
from ops.kafka.server import KafkaServer
from slugline import feed_reader
from slugline.broker import create_feeds
from slugline.cli.demo.embedded_broker import EmbeddedBroker
from slugline.cli.problem import Exit
from slugline.cli.root import run
from slugline.records.dead_letter_headers import from_record
from slugline.records.feeds import ALERTS, DEAD_LETTERS
from slugline.settings import Settings
from tests.integration.processes import Worker, settings
from tests.integration.tap import publisher
from tests.integration.test_alerts import QUAY, STRIKE, anew, send, story
from tests.patience import until
from tests.runtime.test_webhooks import SECRET, Server, answering, serving

HOOK = '[[webhook]]\nname = "{}"\nurl = "http://127.0.0.1:{}/"\nsecret_env = "DESK"\n'
MORE: dict[str, object] = {"webhook_networks": "127.0.0.0/8", "roles": "alerts"}


@pytest.fixture
def kafka() -> Iterator[KafkaServer]:
    with KafkaServer() as server:
        yield server


def worker(address: str, folder: Path, watchlist: Path, **more: object) -> Worker:
    return Worker(address, folder, "worker", {"DESK": SECRET}, watchlist=watchlist, **{**MORE, **more})


def told(server: Server) -> list[tuple[str, str, str]]:
    """Return what came to it, each message once: rule, cause or reason, uri."""
    found = {}
    for head, body in server.came:
        data = json.loads(body)["data"]
        rule, cause = data.get("rule", data.get("retracted")), data.get("cause", f"-{data.get('reason')}")
        found[head["webhook-id"]] = rule, cause, data["story"]["uri"]
    return list(found.values())


async def letters(chosen: Settings) -> list[Any]:
    found = await rows(chosen, DEAD_LETTERS.name)
    return [from_record(one.key, one.value, one.headers) for one in found]


async def never(_request: Any) -> web.StreamResponse:
    await asyncio.sleep(3600)
    return web.Response()


async def test_what_is_told_goes_to_webhooks_again_and_again_until_it_is_taken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = tmp_path / "rules.toml"
    monkeypatch.setenv("DESK", SECRET)
    monkeypatch.setenv("SLUGLINE_WATCHLIST", str(rules))
    monkeypatch.setenv("SLUGLINE_WEBHOOK_NETWORKS", "127.0.0.0/8")
    with EmbeddedBroker() as tansu:
        monkeypatch.setenv("SLUGLINE_BROKERS", tansu.address)
        chosen = settings(tansu.address, watchlist=rules)
        await create_feeds(chosen)
        async with serving() as one, serving() as other, publisher(chosen) as producer:
            hooks = HOOK.format("one", one.port) + HOOK.format("other", other.port)
            rules.write_text(STRIKE + 'webhooks = ["one"]\n' + QUAY + hooks)  # a short file
            with worker(tansu.address, tmp_path, rules, webhook_give_up=4) as running:
                await asyncio.to_thread(running.ready)
                await until(lambda: "slugline_alert_rules 2.0" in running.get("/metrics")[1])
                await hooked(chosen, "one", "other")
                # one fails for a while and is asked again in order; the other one takes all meanwhile
                one.answers += [answering(503, "1"), answering(500)]
                await send(producer, story("urn:a", "A dock strike at the north quay."))
                await until(lambda: told(other) == [("Quay", "met", "urn:a")])
                await until(lambda: told(one) == [("Strike", "met", "urn:a"), ("Quay", "met", "urn:a")])
                assert len(one.came) == 4
                await send(producer, story("urn:a", "The north quay is quiet.", 2))  # no news for the quay
                await until(lambda: told(one)[2:] == [("Strike", "-corrected", "urn:a")])
                # it says no for ever, then, after a kill, falls silent: dead letters
                one.answers.append(answering(422))
                await send(producer, story("urn:b", "A dock strike."))
                await hooked(chosen, "one", upto=5)
                assert len(one.came) == 6
                one.answers += [never, never, never]
                running.kill()
                running.start()
                await send(producer, story("urn:c", "The north quay burns."))
                await until(lambda: ("Quay", "met", "urn:c") in told(other))
                assert told(other) == [("Quay", "met", "urn:a"), ("Quay", "met", "urn:c")]
                await until(
                    lambda: running.metric('slugline_dead_letters_total{reason="undeliverable"}') == 1
                )
                found = await letters(chosen)
                assert [(one.step, one.reason, one.uri, one.feed) for one in found] == [
                    ("webhook", "undeliverable", uri, ALERTS.name) for uri in ("urn:b", "urn:c")
                ]
                assert found[0].detail.startswith("webhook one did not take it in 1 tries: HTTP 422 ")
                assert SECRET not in running.log.read_text()
                # they can be sent once more, unless there is newer word of the alert
                one.answers.clear()
                again = ["dlq", "replay", "--all", "--reason", "undeliverable"]
                assert await asyncio.to_thread(run, again) == Exit.OK
                assert told(one)[-2:] == [("Strike", "met", "urn:b"), ("Quay", "met", "urn:c")]
                assert [json.loads(line)["replayed"] for line in capsys.readouterr().out.splitlines()] == [
                    True
                ] * 2
                # one that comes with a new watchlist is told what comes from then on
                async with serving() as third:
                    anew(running, rules, STRIKE + QUAY + HOOK.format("third", third.port))
                    await hooked(chosen, "third")
                    await send(producer, None, "urn:c")
                    await until(lambda: told(third) == [("Quay", "-deleted", "urn:c")])
                    assert await asyncio.to_thread(run, again) == Exit.PARTLY
                said = capsys.readouterr().err
                assert "there is no webhook 'one' any more" in said
                assert ("Quay", "-deleted", "urn:c") not in told(other)
                assert running.terminate() == 0


async def hooked(chosen: Settings, *names: str, upto: int = 0) -> None:
    """Wait until the deliveries to webhooks have begun, and are done with all before an offset."""
    for name in names:
        async with feed_reader.consumer(chosen, f"{chosen.alerts_group}-{name}") as one:
            (part,) = await feed_reader.partitions(chosen, ALERTS)
            while (offset := await one.committed(part)) is None or offset < upto:  # noqa: ASYNC110  # it is the broker that is asked
                await asyncio.sleep(0.1)


@pytest.mark.kafka
async def test_each_alert_comes_to_a_webhook_whoever_is_killed(kafka: KafkaServer, tmp_path: Path) -> None:
    rules = tmp_path / "rules.toml"
    chosen = settings(kafka.address, watchlist=rules)
    await create_feeds(chosen)
    async with serving() as one, publisher(chosen) as producer:
        rules.write_text(STRIKE + HOOK.format("one", one.port))
        with worker(kafka.address, tmp_path, rules) as running:
            await asyncio.to_thread(running.ready)
            await hooked(chosen, "one")
            for number in range(30):
                await send(producer, story(f"urn:{number}", "A dock strike."), partition=number % 4)
                if number % 10 == 5:
                    one.answers += [answering(500), answering(200), answering(503)]
                    running.kill()
                    running.start()
            await until(lambda: len(told(one)) == 30)
            order = [uri for _, _, uri in told(one)]
            assert sorted(order) == sorted(f"urn:{number}" for number in range(30))
            found = [
                json.loads(one.value)["story"]["uri"]
                for one in await rows(replace(chosen, partitions=1), ALERTS.name)
            ]
            assert order == found, "in the order of the feed, each for the first time"
            assert running.terminate() == 0


@pytest.mark.kafka
async def test_a_webhook_that_was_gone_is_not_told_what_is_off_by_then(
    kafka: KafkaServer, tmp_path: Path
) -> None:
    rules = tmp_path / "rules.toml"
    chosen = settings(kafka.address, watchlist=rules)
    await create_feeds(chosen)
    async with serving() as one, publisher(chosen) as producer:
        rules.write_text(STRIKE + HOOK.format("one", one.port))
        with worker(kafka.address, tmp_path, rules) as running:
            await asyncio.to_thread(running.ready)
            await hooked(chosen, "one")
            one.answers += [answering(503, "1")] * 1_000
            for uri in ("urn:first", "urn:killed", "urn:changed", "urn:stands"):
                await send(producer, story(uri, f"A dock strike at {uri}."))
            await until(lambda: len(one.came) >= 2)
            await send(producer, None, "urn:first")
            await send(producer, None, "urn:killed")
            await send(producer, story("urn:changed", "Dock strike is over.", 2))
            while len(await rows(replace(chosen, partitions=1), ALERTS.name)) < 7:  # noqa: ASYNC110  # it is the broker that is asked
                await asyncio.sleep(0.1)
            before = len(one.came)
            one.answers.clear()
            await until(lambda: ("Strike", "-deleted", "urn:killed") in told(one))
            came = [json.loads(body)["data"] for _, body in one.came[before:]]
            assert running.terminate() == 0
    said = [(one["story"]["uri"], one.get("cause", one.get("reason")), one.get("headline")) for one in came]
    assert said == [
        ("urn:changed", "met", "Dock strike is over."),
        ("urn:stands", "met", "A dock strike at urn"),
        ("urn:first", "deleted", None),
        ("urn:killed", "deleted", None),
    ]
