"""A single node's server.properties and the ports it listens on."""

import os
import random
import socket
from pathlib import Path

PORTS = range(20_000, 32_000)
"""Below Linux's ephemeral ports (32768 up): a client that keeps dialling a stopped broker's ephemeral port
on loopback can be given that very port as its own, meet itself, and keep the broker from coming back."""

SIDES = 8


def free_port(*, but: int | None = None) -> int:
    """A loopback port that nobody listens on, below the ephemeral ones.

    Of tests that run side by side each process has ports of its own: a broker that is down for a while finds
    its port free when it comes back.
    """
    side = os.environ.get("PYTEST_XDIST_WORKER", "").removeprefix("gw")
    own = PORTS[int(side) % SIDES :: SIDES] if side.isdigit() else PORTS
    for port in random.sample(own, 200):
        if port == but:
            continue
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise RuntimeError(f"no free port on 127.0.0.1 between {PORTS.start} and {PORTS.stop}")


def properties(port: int, controller_port: int, log: Path) -> dict[str, str]:
    """A single node that is broker and controller, with small internal feeds so that it starts in seconds."""
    listeners = f"PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller_port}"
    return {
        "process.roles": "broker,controller",
        "node.id": "1",
        "controller.quorum.bootstrap.servers": f"127.0.0.1:{controller_port}",
        "listeners": listeners,
        "advertised.listeners": listeners,
        "controller.listener.names": "CONTROLLER",
        "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
        "log.dirs": str(log),
        "auto.create.topics.enable": "false",  # feeds come from `slugline feeds create`
        "group.initial.rebalance.delay.ms": "0",
        "offsets.topic.num.partitions": "4",
        "offsets.topic.replication.factor": "1",
        "transaction.state.log.num.partitions": "4",
        "transaction.state.log.replication.factor": "1",
        "transaction.state.log.min.isr": "1",
        "share.coordinator.state.topic.replication.factor": "1",
        "share.coordinator.state.topic.min.isr": "1",
    }
