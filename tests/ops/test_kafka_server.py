"""The Apache Kafka broker of the reliability tests keeps what it was given and never outlives its parent."""

import asyncio
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from ops.kafka.config import free_port
from ops.kafka.server import KafkaServer
from tests.patience import PATIENCE, wait_until

pytestmark = pytest.mark.kafka

FEED = "kept"
ORPHAN = """
import os, sys
from ops.kafka.server import KafkaServer
server = KafkaServer(data=__import__("pathlib").Path(sys.argv[1]))
server.start()
print(server.pid, flush=True)
os.kill(os.getpid(), 9)
"""


async def write(address: str, value: bytes) -> None:
    producer = AIOKafkaProducer(bootstrap_servers=address, acks="all")
    await producer.start()
    try:
        await producer.send_and_wait(FEED, value, partition=0)
    finally:
        await producer.stop()


async def make_feed(address: str) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=address)
    await admin.start()
    try:
        await admin.create_topics([NewTopic(FEED, 8, 1)])
    finally:
        await admin.close()


async def read(address: str, count: int) -> list[bytes]:
    consumer = AIOKafkaConsumer(FEED, bootstrap_servers=address, auto_offset_reset="earliest")
    await consumer.start()
    try:
        return [(await asyncio.wait_for(anext(consumer), PATIENCE)).value for _ in range(count)]
    finally:
        await consumer.stop()


async def test_a_restarted_broker_has_the_same_address_and_records() -> None:
    with KafkaServer() as server:
        await make_feed(server.address)
        await write(server.address, b"first")
        for sig in (signal.SIGTERM, signal.SIGKILL):
            server.stop(sig)
            assert server.pid is None
            server.start()
            await write(server.address, sig.name.encode())
        assert await read(server.address, 3) == [b"first", b"SIGTERM", b"SIGKILL"]
        data = server.data
    assert not data.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ties a child's life to its parent's")
def test_the_broker_dies_with_its_parent(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", ORPHAN, str(tmp_path)], capture_output=True, check=False)
    broker = Path("/proc", done.stdout.decode().strip())
    assert done.returncode == -signal.SIGKILL
    wait_until(lambda: not broker.exists())


def test_the_command_runs_one_in_the_foreground_until_it_is_told_to_end() -> None:
    port = free_port()
    command = [sys.executable, "-m", "ops.kafka.server", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        said = server.stdout.readline()
        server.terminate()
        assert server.wait(PATIENCE) == 0
    assert said.startswith(f"Apache Kafka on 127.0.0.1:{port}, ")
    assert not Path(said.split("data in ")[1].split(";")[0]).exists()
