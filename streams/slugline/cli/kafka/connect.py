"""Kafka for the command: its clients, errors a user can act on."""

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from typing import Any, TypeVar

import click
from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaConnectionError, KafkaError

from slugline import broker
from slugline.cli.printing import terminal
from slugline.cli.problem import Exit, Problem
from slugline.feed_reader import NoFeedError
from slugline.runtime import odd_headers
from slugline.settings import Settings, exposed, load

R = TypeVar("R")

BROKER = re.compile(r"(?:[^\s:\[\]]+|\[[0-9a-fA-F:.]+\])(?::\d{1,5})?")


brokers_option = click.option(
    "-b", "--brokers", metavar="HOST:PORT", help="Kafka brokers. [SLUGLINE_BROKERS, else 127.0.0.1:9092]"
)


def settings(brokers: str | None) -> Settings:
    """Return the settings in force, with ``brokers`` of the command line over them.

    Raises SettingsError, and Problem where the brokers are not host:port.
    """
    loaded, _ = load()
    if warning := exposed():
        terminal.tell(f"warning: {warning}", "yellow")
    result = replace(loaded, brokers=brokers) if brokers else loaded
    for part in result.brokers.split(","):
        if not BROKER.fullmatch(part.strip()):
            where = "--brokers" if brokers else "SLUGLINE_BROKERS"
            raise Problem(
                f"{part.strip()!r} is no broker", where, "it is host:port, comma separated", Exit.USAGE
            )
    return result


def run(settings: Settings, work: Callable[[Settings], Coroutine[Any, Any, R]]) -> R:
    """Run ``work`` and return its result. Raises Problem for whatever Kafka has against it."""
    odd_headers.install()
    logging.getLogger().addHandler(logging.NullHandler())  # the one line of the error says it all
    doing = work(settings)
    try:
        return asyncio.run(doing)
    except BrokenPipeError:  # our own stdout; a broker's connections raise Kafka's errors
        raise
    except (broker.UnreachableError, KafkaConnectionError, ConnectionError) as error:
        text = str(error) if isinstance(error, broker.UnreachableError) else f"lost the broker ({error})"
        fix = "start one (slugline demo --keep, docker compose up) or name yours: SLUGLINE_BROKERS=host:port"
        raise Problem(text, "", fix, Exit.NO_BROKER) from error
    except NoFeedError as error:
        raise Problem(str(error), "", "make the feeds: slugline feeds create", Exit.NO_FEED) from error
    except broker.FeedsRefusedError as error:
        raise Problem(str(error), settings.brokers) from error
    except KafkaError as error:
        raise Problem(f"Kafka refuses: {error}", settings.brokers) from error
    finally:
        doing.close()  # of what Ctrl-C came before Python says that nobody awaited it


@asynccontextmanager
async def producer(settings: Settings) -> AsyncIterator[AIOKafkaProducer]:
    """Connect a producer whose sends are acknowledged by all replicas."""
    one = AIOKafkaProducer(
        **broker.client(settings), acks="all", linger_ms=5, max_batch_size=262_144,
        max_request_size=broker.DEAD_LETTER_BYTES,
    )  # fmt: skip
    try:
        await one.start()
        yield one
    finally:
        with suppress(TimeoutError):  # it would flush, for ever where the broker is gone
            await asyncio.wait_for(one.stop(), 5)
