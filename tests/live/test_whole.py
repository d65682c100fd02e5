"""The command, a broker and a browser: over the loss of the broker, and with a kill behind it."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from ops.kafka.server import KafkaServer
from slugline import broker
from slugline.cli.demo.embedded_broker import EmbeddedBroker, free_port
from slugline.cli.demo.live_page import live_page
from slugline.settings import Settings
from tests.folds.board.stories import killed, story
from tests.live.chromium import browser, tab
from tests.live.test_feeding import send

pytestmark = pytest.mark.chromium

__all__ = ["browser", "tab"]


def do(work: Coroutine[object, object, object]) -> None:
    """Run ``work`` beside the browser's own loop."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()


def begun(settings: Settings, tab: Tab, address: str) -> None:
    do(broker.create_feeds(settings))
    do(send(settings, story("a", "Secret"), story("b", "Other")))
    tab.goto(address)
    expect(tab.locator("#state")).to_have_text("Live")
    expect(tab.locator("#rows .to-story")).to_have_text(["Other", "Secret"])


def test_a_broker_that_has_forgotten_all_is_shown_as_it_is(tab: Tab) -> None:
    port = free_port()
    settings = Settings(brokers=f"127.0.0.1:{port}", partitions=1)
    with live_page(settings.brokers) as address:
        assert address is not None
        with EmbeddedBroker(port):
            begun(settings, tab, address)
        expect(tab.locator("#state")).to_contain_text("Kafka: no broker answers since")
        expect(tab.locator("#rows .to-story")).to_have_text(["Other", "Secret"])
        with EmbeddedBroker(port):
            do(broker.create_feeds(settings))
            do(send(settings, story("c", "Behind")))
            expect(tab.locator("#rows .to-story")).to_have_text(["Behind"])
            expect(tab.locator("#state")).to_have_text("Live")


@pytest.mark.kafka
def test_a_kill_that_comes_behind_a_broker_restart(tab: Tab) -> None:
    with KafkaServer() as kafka:
        settings = Settings(brokers=kafka.address, partitions=3)
        with live_page(settings.brokers) as address:
            assert address is not None
            begun(settings, tab, address)
            kafka.stop()
            expect(tab.locator("#state")).to_contain_text("Kafka:")
            kafka.start()
            do(send(settings, killed(story("a", slug="SLUG A"))))
            expect(tab.locator("#rows .to-story")).to_have_text(["SLUG A", "Other"])
            expect(tab.locator(".notice")).to_contain_text("Killed: SLUG A")
            assert "Secret" not in tab.content()
