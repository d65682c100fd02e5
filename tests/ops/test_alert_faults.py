"""Every alert fires in the fault it is for: real workers, a real broker, a real Prometheus, faults by hand.

The rules are those of production with windows and waits of seconds instead of minutes.
"""

import asyncio
import os
import re
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml
from aiokafka import AIOKafkaProducer, TopicPartition
from aiokafka.admin.records_to_delete import RecordsToDelete

from ops.kafka.config import free_port
from ops.kafka.server import KafkaServer
from slugline import broker
from slugline.broker import admin, create_feeds
from slugline.cli.demo.embedded_broker import EmbeddedBroker
from slugline.records.feeds import REGISTER, STORIES
from slugline.runtime.feed_identity import identity
from slugline.settings import Settings
from tests.integration import faulty_brokers as faults
from tests.integration.processes import Worker, settings
from tests.integration.tap import publish, publisher
from tests.integration.test_alerts import send
from tests.integration.test_alerts import story as enriched
from tests.integration.test_webhooks import hooked
from tests.integration.wire import story, uri
from tests.ops.prometheus_server import OPS, firing, needs_prometheus, running, wait
from tests.patience import until, wait_until
from tests.runtime.test_webhooks import SECRET

pytestmark = needs_prometheus

WINDOW = "30s"
LONG = dict.fromkeys(
    (
        "SluglineRestarting",
        "SluglineTrendsFailing",
        "SluglineChainsFailing",
        "SluglineAlertsFailing",
        "SluglineRecordsExpired",
        "SluglineFeedMadeAnew",
    ),
    "10m",
)
"""Windows of alerts on what happens several times, each of which takes a test a while."""
LIMITS = {
    "SluglineStalled": ("> 60", "> 3"),
    "SluglineStoriesLate": ("> 300", "> 3"),
    "SluglineWebhookFailing": ("> 300", "> 3"),
}
"""Seconds of patience, by alert."""
RULES = '[[rule]]\nname = "Fire"\nany = [{ text = "fire" }]\n'
DONE = 'slugline_stories_total{outcome="enriched"}'


def shortened(folder: Path) -> Path:
    """Our rules, for a test that has seconds."""
    content = yaml.safe_load((OPS / "prometheus" / "rules.yml").read_text())
    for rule in content["groups"][0]["rules"]:
        window = LONG.get(rule["alert"], WINDOW)
        before, after = LIMITS.get(rule["alert"], ("", ""))
        assert before in rule["expr"]
        expr = rule["expr"].replace(before, after) if before else rule["expr"]
        expr = re.sub(r"\[\w+:\w+\]", f"[{window}:1s]", expr)
        rule["expr"] = re.sub(r"\[\w+\]", f"[{window}]", expr)
        rule["for"] = "1s"
    file = folder / "rules.yml"
    file.write_text(yaml.safe_dump(content))
    return file


@contextmanager
def watched(folder: Path, *ports: int) -> Iterator[str]:
    with running(folder, ports, shortened(folder)) as address:
        wait(address, "up")
        yield address


def fires(address: str, *alerts: str) -> None:
    wait_until(lambda: set(alerts) <= firing(address), lambda: f"firing: {firing(address)}")


def old(records: int) -> list[tuple[bytes, bytes]]:
    return [(uri(n).encode(), story(n, paragraphs=1)) for n in range(records)]


async def late(chosen: Settings, records: int) -> None:
    """Publish with timestamps of minutes ago, as a publisher that was cut off does."""
    stamp = round(1000 * (time.time() - 120))
    async with AIOKafkaProducer(**broker.client(chosen), acks="all") as producer:
        for key, value in old(records):
            await producer.send_and_wait(STORIES.name, value, key=key, timestamp_ms=stamp)


@pytest.mark.dear
def test_nobody_there_and_no_broker(tmp_path: Path) -> None:
    port, nobody = free_port(), free_port()
    with watched(tmp_path, nobody) as address:
        fires(address, "SluglineNoWorker", "SluglineWorkerDown")
    (tmp_path / "second").mkdir()
    with (
        Worker("127.0.0.1:9", tmp_path, http_port=port),
        watched(tmp_path / "second", port, nobody) as address,
    ):
        fires(
            address, "SluglineWorkerDown", "SluglineNotReady", "SluglineNoPartitions", "SluglineBrokerTrouble"
        )
        assert "SluglineNoWorker" not in firing(address)


@pytest.mark.dear
def test_a_worker_that_is_started_again_and_again(tmp_path: Path) -> None:
    port = free_port()
    with watched(tmp_path, port) as address, Worker("127.0.0.1:9", tmp_path, http_port=port) as worker:
        begun = 'process_start_time_seconds{job="slugline"}'
        for life in range(4):
            wait(address, f"{begun} and changes({begun}[10m]) >= {life}")
            worker.kill()
            worker.start()
        fires(address, "SluglineRestarting")


@pytest.mark.dear
async def test_faults_of_the_wire_the_processes_and_the_broker(tmp_path: Path) -> None:
    port = free_port()
    with EmbeddedBroker() as tansu:
        chosen = settings(tansu.address)
        await create_feeds(chosen)
        quick: dict[str, Any] = {"session_timeout": 4, "http_port": port}
        with Worker(tansu.address, tmp_path, **quick) as worker, watched(tmp_path, port) as address:
            await asyncio.to_thread(worker.ready)
            await asyncio.to_thread(fires, address, "SluglineNothingArriving")

            await late(chosen, 30)
            await asyncio.to_thread(fires, address, "SluglineLatencyHigh")

            note = b"KILL\n\nEDITORS: Please kill the story slugged BC-EU--Nowhere."
            await publish(chosen, [(b"k", b"{broken") for _ in range(20)] + [(b"kill", note)])
            await asyncio.to_thread(fires, address, "SluglineDeadLetters", "SluglineUnmatchedKills")

            for pid in worker.pool():
                os.kill(pid, signal.SIGSTOP)
            sending = asyncio.create_task(publish(chosen, old(900), pause=0.02))
            await asyncio.to_thread(
                fires, address, "SluglineStalled", "SluglineStoriesLate", "SluglineLagGrowing"
            )
            for pid in worker.pool():
                os.kill(pid, signal.SIGCONT)
            await sending
            assert "SluglineBrokerTrouble" not in firing(address)

            assert tansu._child is not None
            os.kill(tansu._child.process.pid, signal.SIGSTOP)
            await asyncio.to_thread(fires, address, "SluglineBrokerTrouble")
            os.kill(tansu._child.process.pid, signal.SIGCONT)


@pytest.mark.dear
async def test_publishers_that_do_not_agree(tmp_path: Path) -> None:
    port = free_port()
    with EmbeddedBroker() as tansu:
        chosen = settings(tansu.address, partitions=2)
        await create_feeds(chosen)
        with Worker(tansu.address, tmp_path, http_port=port) as worker, watched(tmp_path, port) as address:
            await asyncio.to_thread(worker.ready)
            async with AIOKafkaProducer(**broker.client(chosen)) as producer:
                for number in range(160):  # half of them where no client would put them
                    for partition in (0, 1):
                        await producer.send_and_wait(
                            STORIES.name, story(number), key=uri(number).encode(), partition=partition
                        )
            await asyncio.to_thread(fires, address, "SluglineSplitUris", "SluglineMixedPartitioners")


async def was_here(chosen: Settings, folder: Path, port: int) -> None:
    """Make the feeds, and have a worker do three stories and end."""
    await create_feeds(chosen)
    with Worker(chosen.brokers, folder, http_port=port) as worker:
        await publish(chosen, old(3))
        await until(lambda: worker.get("/readyz")[0] == 200 and worker.metric(DONE) == 3)
        assert worker.terminate() == 0


@pytest.mark.kafka
async def test_retention_and_trends_chains_and_alerts_that_fail(tmp_path: Path) -> None:
    port = free_port()
    with KafkaServer() as kafka:
        rules = tmp_path / "rules.toml"
        rules.write_text(RULES)
        chosen = settings(kafka.address, partitions=1, chains=True, watchlist=rules)
        await was_here(chosen, tmp_path, port)
        await publish(chosen, old(5))
        async with admin(chosen) as connected:
            await connected.delete_records({TopicPartition(STORIES.name, 0): RecordsToDelete(7)})
        # trends, chains and alerts with another program in their group fail again and again
        from aiokafka import AIOKafkaConsumer
        from aiokafka.coordinator.assignors.sticky.sticky_assignor import StickyPartitionAssignor

        other: dict[str, Any] = {"partition_assignment_strategy": (StickyPartitionAssignor,)}
        async with (
            AIOKafkaConsumer(STORIES.name, **broker.client(chosen), group_id=chosen.trends_group, **other),
            AIOKafkaConsumer(STORIES.name, **broker.client(chosen), group_id=chosen.chains_group, **other),
            AIOKafkaConsumer(STORIES.name, **broker.client(chosen), group_id=chosen.alerts_group, **other),
        ):
            roles = "stories,trends,chains,alerts"
            more: dict[str, object] = {"chains": True, "watchlist": rules}
            with (
                Worker(kafka.address, tmp_path, "worker", {}, http_port=port, roles=roles, **more) as worker,
                watched(tmp_path, port) as address,
            ):
                failing = ("SluglineTrendsFailing", "SluglineChainsFailing", "SluglineAlertsFailing")
                await asyncio.to_thread(fires, address, "SluglineRecordsExpired", *failing)
                rules.write_text("[[rule]]")
                os.kill(worker.pid, signal.SIGHUP)
                await asyncio.to_thread(fires, address, "SluglineWatchlistRefused")
                await faults.configure(chosen, REGISTER.name, "cleanup.policy", "delete")
                async with admin(chosen) as connected:
                    await connected.delete_records({TopicPartition(REGISTER.name, 0): RecordsToDelete(-1)})
                await publish(chosen, [(uri(0).encode(), story(0, 2))])
                await asyncio.to_thread(fires, address, "SluglineRowsLost")


@pytest.mark.dear
async def test_a_webhook_that_takes_nothing(tmp_path: Path) -> None:
    port, rules = free_port(), tmp_path / "rules.toml"
    hook = '[[webhook]]\nname = "dead"\nurl = "https://127.0.0.1/"\nsecret_env = "DESK"\n'
    await asyncio.to_thread(rules.write_text, RULES + hook)
    with EmbeddedBroker() as tansu:
        chosen = settings(tansu.address, watchlist=rules)
        await create_feeds(chosen)
        more: dict[str, object] = {"roles": "alerts", "watchlist": rules, "http_port": port}
        with (
            Worker(tansu.address, tmp_path, "worker", {"DESK": SECRET}, **more) as worker,
            watched(tmp_path, port) as address,
        ):
            await asyncio.to_thread(worker.ready)
            await hooked(chosen, "dead")
            async with publisher(chosen) as producer:
                await send(producer, enriched("urn:fire", "A fire."))
            await asyncio.to_thread(fires, address, "SluglineWebhookFailing")


@pytest.mark.kafka
async def test_a_feed_made_anew_while_its_worker_was_down(tmp_path: Path) -> None:
    port = free_port()
    with KafkaServer() as kafka:
        chosen = settings(kafka.address, partitions=1)
        await was_here(chosen, tmp_path, port)
        before = await identity(chosen, STORIES.name)
        await faults.make_anew(chosen, STORIES.name, 1)
        await publish(chosen, old(5))
        await faults.commit(chosen, STORIES.name, 3, before or "")
        with Worker(kafka.address, tmp_path, http_port=port), watched(tmp_path, port) as address:
            await asyncio.to_thread(fires, address, "SluglineFeedMadeAnew")


def test_every_alert_is_made_to_fire_here() -> None:
    source = Path(__file__).read_text()
    rules = yaml.safe_load((OPS / "prometheus" / "rules.yml").read_text())["groups"][0]["rules"]
    assert not [rule["alert"] for rule in rules if f'"{rule["alert"]}"' not in source.split("DONE =")[1]]
