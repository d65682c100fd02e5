"""Against Apache Kafka: the longest text there may be goes the whole way; what is too long is told."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from aiokafka.admin import NewTopic

from ops.kafka.server import KafkaServer
from slugline.broker import admin, create_feeds
from slugline.kinds import FEEDS
from slugline.records.feeds import DEAD_LETTERS, ENRICHED
from tests.integration import ledger
from tests.integration.processes import Worker, settings
from tests.integration.tap import tap
from tests.integration.wire import story, uri

pytestmark = pytest.mark.kafka

MIB = 1_048_576
LINE = "The ferry to the north port left at nine with forty people on board.\n"
LESS = 500_000
"""What the brokers of some clusters take of a record; nobody may change it there."""


def long_story(number: int, size: int) -> bytes:
    text = (LINE * (size // len(LINE) + 1))[: size - len("Port\n\n")]
    return story(number, body_text=text, headline="Port")


def published(address: str, folder: Path, *values: bytes) -> tuple[int, dict[str, object], str]:
    """Publish files as a user would; return exit code, summary and what was told on stderr."""
    stories = folder / "stories"
    stories.mkdir()
    for number, value in enumerate(values):
        (stories / f"{number}{'.json' if value.startswith(b'{') else '.txt'}").write_bytes(value)
    command = [sys.executable, "-m", "slugline.cli", "publish", "-b", address, str(stories)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, json.loads(done.stdout), done.stderr


async def test_a_text_as_long_as_a_text_may_be_goes_the_whole_way(tmp_path: Path) -> None:
    with KafkaServer() as kafka:
        chosen = settings(kafka.address)
        await create_feeds(chosen)
        with Worker(kafka.address, tmp_path) as worker:
            code, summary, told = published(
                kafka.address, tmp_path, long_story(1, MIB), long_story(2, MIB + 1), story(3)
            )
            assert (code, summary["published"], summary["skipped"]) == (5, 2, {"too-large": 1}), told
            assert "a text of 1,048,577 bytes, and 1,048,576 are allowed" in told
            async with tap(chosen) as found:
                await found.until(lambda: found.uris() == {uri(1), uri(3)} and ledger.complete(found))
            assert worker.terminate() == 0
        whole = {one.uri: one for one in ledger.stories(found)}
        assert len(whole[uri(1)].text) == MIB
        assert found.records[DEAD_LETTERS.name] == []
        assert not [line for line in worker.lines() if "MAX_RECORD_BYTES" in line]


async def test_brokers_that_take_less_are_named_at_the_start_and_stop_nothing(tmp_path: Path) -> None:
    with KafkaServer(config={"message.max.bytes": str(LESS)}) as kafka:
        chosen = settings(kafka.address)
        async with admin(chosen) as connected:  # as by somebody who makes topics by other means
            await connected.create_topics([NewTopic(feed.name, chosen.partitions, 1) for feed in FEEDS])
        quoted = b'"Yes," she said.\n' * 28_000  # in JSON it takes some bytes more, so it goes out cut
        with Worker(kafka.address, tmp_path) as worker:
            code, summary, told = published(
                kafka.address,
                tmp_path,
                story(1),
                long_story(2, LESS),
                quoted,
                story(4),
            )
            assert (code, summary["published"], summary["skipped"]) == (5, 3, {"too-large": 1})
            assert f"the feed takes {LESS:,} (max.message.bytes)" in told
            async with tap(chosen) as found:
                await found.until(lambda: len(found.uris()) == 3 and ledger.complete(found))
            assert worker.get("/readyz") == (200, "ready\n")
            assert worker.terminate() == 0
        assert found.records[DEAD_LETTERS.name] == []
        told_of = {one.uri: one for one in ledger.stories(found)}
        assert [told_of.pop(uri(number)).truncated for number in (1, 4)] == [False, False]
        (cut,) = told_of.values()
        assert cut.truncated
        assert cut.text and quoted.decode().startswith(cut.text[:1_000])
        assert all(len(one.value or b"") <= LESS for one in found.records[ENRICHED.name])
        (line,) = [line for line in worker.lines() if "below SLUGLINE_MAX_RECORD_BYTES" in line]
        assert f"{ENRICHED.name} {LESS:,}" in line
