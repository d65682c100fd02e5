"""The way to Kafka: how clients connect, waiting until it answers, and the feeds it must have."""

import asyncio
import logging
import re
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Container, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import (
    KafkaError,
    TopicAlreadyExistsError,
    TopicAuthorizationFailedError,
    for_code,
)
from aiokafka.protocol.metadata import MetadataRequest

from slugline.errors import SluglineError
from slugline.feed_names import feed_name
from slugline.kinds import FEEDS
from slugline.records.feeds import ALERT_FEEDS, CHAIN_FEEDS, DAY, DEAD_LETTERS, Feed
from slugline.settings import Settings, SettingsError

REQUEST_SECONDS = 10.0
LISTED_LOOKS = 20
"""So often it is asked whether a feed just made is listed; one that nobody may describe never is."""
COMPACTION_LAG_MS = DAY
"""What was replaced on a compacted feed, a killed story's text above all, is cleaned away within so long."""
FIRST_PAUSE, LONGEST_PAUSE = 0.25, 5.0
AWAY = "waiting for Kafka"
"""How a line of `wait_for_feeds` begins while no broker answers."""
ALL_THERE = "all feeds are there"
"""Its last line, where there was one before."""
FEED_BYTES = 2_097_152
"""Room for a story whose text is as long as a text may be (1 MiB), with what was found in it. The brokers'
own default, 1 MiB for all of a record, has none.
"""
DEAD_LETTER_BYTES = FEED_BYTES + 65_536
"""Room for the longest story, and the headers that say why it is dead."""

Say = Callable[[str], None]


class UnreachableError(SluglineError):
    """No broker answers; the message is one line that says where and why."""


class UnevenFeedsError(SluglineError):
    """The feeds differ in how many partitions they have; the message is one line: which, and what to do."""


class FeedsRefusedError(SluglineError):
    """The broker would not create a feed; the message is one line that says which and why."""


def client(settings: Settings) -> dict[str, Any]:
    """Return the keyword arguments that every aiokafka client needs to connect."""
    kwargs: dict[str, Any] = {
        "bootstrap_servers": [part.strip() for part in settings.brokers.split(",")],
        "security_protocol": settings.security_protocol,
    }
    if settings.security_protocol.endswith("SSL"):
        kwargs["ssl_context"] = tls(settings)
    if settings.security_protocol.startswith("SASL"):
        kwargs["sasl_mechanism"] = settings.sasl_mechanism
        kwargs["sasl_plain_username"] = settings.sasl_user
        kwargs["sasl_plain_password"] = settings.sasl_password
    return kwargs


def tls(settings: Settings) -> ssl.SSLContext:
    """Return a context that checks the brokers' certificates and host names, with the client's own if set.

    Raises SettingsError where a file cannot be read, is no PEM file, or its password is wrong.
    """
    try:
        context = ssl.create_default_context(cafile=settings.tls_ca)
    except OSError as error:
        raise SettingsError(f"SLUGLINE_TLS_CA: cannot use {settings.tls_ca}: {error.strerror}") from error
    if settings.tls_cert is not None:
        try:
            # without a password OpenSSL would ask for one on the terminal
            context.load_cert_chain(settings.tls_cert, settings.tls_key, settings.tls_key_password or "")
        except OSError as error:
            files = f"{settings.tls_cert} with {settings.tls_key}"
            raise SettingsError(f"SLUGLINE_TLS_CERT: cannot use {files}: {error.strerror}") from error
    return context


@asynccontextmanager
async def admin(settings: Settings) -> AsyncIterator[AIOKafkaAdminClient]:
    """Connect an admin client for the block. Raises UnreachableError."""
    one = AIOKafkaAdminClient(**client(settings), request_timeout_ms=int(REQUEST_SECONDS * 1000))
    try:
        with overheard() as said:
            try:
                async with asyncio.timeout(REQUEST_SECONDS):
                    await one.start()
            except (KafkaError, OSError, TimeoutError) as error:
                why = reason(said[-1] if said else str(error), settings)
                raise UnreachableError(f"no broker at {settings.brokers} ({why})") from error
        try:
            yield one
        except (KafkaError, TimeoutError) as error:
            raise UnreachableError(f"the broker at {settings.brokers} went away: {error!r}") from error
    finally:
        await one.close()


async def list_feeds(settings: Settings) -> dict[str, int]:
    """Return the names of all topics the broker has, and how many partitions each.

    Raises UnreachableError.
    """
    async with admin(settings) as connected:
        return {one["topic"]: len(one["partitions"]) for one in await connected.describe_topics()}


def own_feeds(settings: Settings) -> tuple[Feed, ...]:
    """Return the feeds that an installation with these settings has, the input first."""
    chains = CHAIN_FEEDS if settings.chains else ()
    return (*FEEDS, *chains, *(ALERT_FEEDS if settings.watchlist else ()))


def absent(there: Container[str], settings: Settings, feeds: Sequence[Feed] | None = None) -> list[str]:
    """Return the names of the ``feeds`` (else all of its own) that are not ``there``, in order."""
    wanted = own_feeds(settings) if feeds is None else feeds
    return [name for name in (feed_name(feed, settings) for feed in wanted) if name not in there]


async def missing_feeds(settings: Settings, feeds: Sequence[Feed] | None = None) -> list[str]:
    """Return the names of the ``feeds`` (else all of its own) that the broker lacks, in order.

    Raises UnreachableError.
    """
    return absent(await list_feeds(settings), settings, feeds)


async def create_feeds(settings: Settings, feeds: Sequence[Feed] | None = None) -> list[str]:
    """Create those of the ``feeds`` (else all of its own) that are missing and return their names.

    What exists stays as it is.

    Brokers that have taken a feed list it a moment later: it is waited for, a few seconds at most. Raises
    UnreachableError, or FeedsRefusedError where the broker says no.
    """
    feeds = own_feeds(settings) if feeds is None else feeds
    missing = await missing_feeds(settings, feeds)
    wanted = [_topic(feed, settings) for feed in feeds if feed_name(feed, settings) in missing]
    if not wanted:
        return []
    async with admin(settings) as connected:
        response = await connected.create_topics(wanted, timeout_ms=int(REQUEST_SECONDS * 1000))
    for name, code, *reason in response.topic_errors:
        if code not in (0, TopicAlreadyExistsError.errno):
            raise FeedsRefusedError(
                f"cannot create feed {name}: {(reason and reason[0]) or for_code(code).__name__}"
            )
    for _ in range(LISTED_LOOKS):
        if not await missing_feeds(settings, feeds):
            break
        await asyncio.sleep(FIRST_PAUSE)
    return missing


def stable_end(consumer: AIOKafkaConsumer, part: TopicPartition) -> int | None:
    """Return how far ``part``, of which something was fetched, can be read committed; None before that.

    A broker without transactions knows of the end of the feed only.
    """
    stable: int | None = consumer.last_stable_offset(part)
    end: int | None = consumer.highwater(part)
    return end if stable is None or stable < 0 else stable


async def wait_for_feeds(
    settings: Settings, feeds: Sequence[Feed], say: Say, lacking: Callable[[], Awaitable[str]] | None = None
) -> dict[str, int]:
    """Return how many partitions the ``feeds`` have, by name, when the broker has all of them.

    ``say`` gets a line each time what is missing changes. Where all are there ``lacking`` returns what is
    still in the way, in one line, empty where nothing is.
    """
    pause, last = FIRST_PAUSE, ""
    while True:
        there: dict[str, int] = {}
        try:
            there = await list_feeds(settings)
            lacks = absent(there, settings, feeds)
            line = ""
            if hidden := await _hidden(settings, lacks):
                line = f"not allowed to see {', '.join(hidden)}: it lacks DESCRIBE in the brokers' ACLs"
            elif lacks:
                line = f"waiting for feeds {', '.join(lacks)}: `slugline feeds create` makes them"
            elif lacking is not None:
                line = await lacking()
        except UnreachableError as error:
            line = f"{AWAY}: {error}"
        if line != last:
            say(line or ALL_THERE)
            last = line
        if not line:
            return {name: there[name] for name in (feed_name(feed, settings) for feed in feeds)}
        await asyncio.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE)


async def own_partitions(settings: Settings, feeds: Sequence[Feed]) -> None:
    """Raise UnevenFeedsError where one of the ``feeds`` has not the number of partitions it must have."""
    _check_own(await list_feeds(settings), settings, feeds)


def _check_own(there: Mapping[str, int], settings: Settings, feeds: Sequence[Feed]) -> None:
    for feed in feeds:
        name = feed_name(feed, settings)
        if feed.partitions is not None and there.get(name) != feed.partitions:
            raise UnevenFeedsError(
                f"{name} has {there.get(name)} partitions, and must have {feed.partitions}: delete it, and "
                "make it anew with `slugline feeds create`"
            )


async def same_partitions(settings: Settings, feeds: Sequence[Feed]) -> int:
    """Return how many partitions the ``feeds`` have, the first being the input.

    What belongs to one story stands in the partition of its raw record, on every feed; so one that has fewer
    than the input would take some stories nowhere. What needs one order has a number of its own.
    Raises UnevenFeedsError, UnreachableError.
    """
    there = await list_feeds(settings)
    _check_own(there, settings, feeds)
    first, *others = (feed_name(feed, settings) for feed in feeds if feed.partitions is None)
    uneven = [f"{name} has {there[name]}" for name in others if there.get(name) != there[first]]
    if uneven:
        raise UnevenFeedsError(
            f"{first} has {there[first]} partitions, but {', '.join(uneven)}: make them equally many "
            f"(kafka-topics --alter --partitions, only ever more)"
        )
    return there[first]


async def _hidden(settings: Settings, feeds: Sequence[str]) -> list[str]:
    """Return those of the ``feeds`` that we are not allowed to see, whether they exist or not."""
    if not feeds:
        return []
    async with admin(settings) as connected:
        # describe_topics would have a broker that creates feeds by itself create them
        answer = await connected._send_request(MetadataRequest(list(feeds), False))
    return [
        one["topic"]
        for one in answer.to_object()["topics"]
        if one["error_code"] == TopicAuthorizationFailedError.errno
    ]


def _topic(feed: Feed, settings: Settings) -> NewTopic:
    longest = DEAD_LETTER_BYTES if feed is DEAD_LETTERS else FEED_BYTES
    config: dict[str, str] = {"cleanup.policy": feed.cleanup, "max.message.bytes": str(longest)}
    if feed.retention_ms is not None:
        config["retention.ms"] = str(feed.retention_ms)
    if feed.cleanup == "compact":
        config["max.compaction.lag.ms"] = str(COMPACTION_LAG_MS)
    return NewTopic(
        feed_name(feed, settings), feed.partitions or settings.partitions, settings.replication,
        topic_configs=config,
    )  # fmt: skip


HINTS = (
    (("IllegalSaslState",), "SASL", "it wants no login on this port: see SLUGLINE_SECURITY_PROTOCOL"),
    (("UnsupportedSaslMechanism",), "SASL", "it has no login by this SLUGLINE_SASL_MECHANISM"),
    (
        ("no answer", "closed", "reset", "EOF", "WRONG_VERSION"),
        "SSL",
        "it may speak no TLS on this port: see SLUGLINE_SECURITY_PROTOCOL",
    ),
    (
        ("closed", "reset"),
        "PLAINTEXT",
        "it may want TLS, or a login, on this port: see SLUGLINE_SECURITY_PROTOCOL",
    ),
)
"""What words in a reason, with a security protocol of this name, most likely mean."""


def reason(told: str, settings: Settings) -> str:
    """Return why no broker can be had, with what it may mean: TLS against a plain port just hangs up."""
    told = re.sub(r":? ?<AIOKafka[^>]*>", "", " ".join(told.split()))
    if not told or told.endswith(":"):
        told = f"{told} connection closed" if told else f"no answer in {REQUEST_SECONDS:.0f} s"
    for words, protocol, hint in HINTS:
        if protocol in settings.security_protocol and any(word in told for word in words):
            return f"{told.strip()}; {hint}"
    return told


@contextmanager
def overheard() -> Iterator[list[str]]:
    """Collect what aiokafka's client logs in the block: only there it says why it cannot connect."""
    said: list[str] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(record.getMessage())

    logger, ear = logging.getLogger("aiokafka"), Ear(logging.WARNING)
    logger.addHandler(ear)
    logger.propagate = False
    try:
        yield said
    finally:
        logger.removeHandler(ear)
        logger.propagate = not logger.handlers  # another block may still listen: both roles start at once
