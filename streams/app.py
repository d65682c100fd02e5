"""The Faust apps, made by factories: one that splits stories, one that counts trends, each its own group.

Nothing happens at import, and two apps live in one process without meeting (tested). Why these settings:
docs/adr/0001-in-order-window.md.
"""

import sys

import faust
from yarl import URL

from streams.agents import broker
from streams.settings import Settings

FETCH_BYTES = 8 * 1024 * 1024
REQUEST_SECONDS = 40.0
BUFFERED = 256
"""Records Faust holds ready per agent. Its default of 4,096 could be 4 GiB of stories of the longest kind."""


def build(group: str, settings: Settings, *, reset: str = "earliest") -> faust.App:
    """Return a Faust app of consumer ``group`` without agents. Call it inside a running event loop.

    ``reset`` is where a group that has never committed begins: "earliest" or "latest".
    """
    return faust.App(
        group,
        broker=[URL(f"kafka://{part.strip()}") for part in settings.brokers.split(",")],
        broker_credentials=broker.credentials(settings),
        autodiscover=False,
        web_enabled=False,
        topic_disable_leader=True,
        topic_allow_declare=False,  # feeds are made by `slugline feeds create`, never on the way
        store="memory://",
        value_serializer="raw",
        key_serializer="raw",
        stream_wait_empty=True,  # at a rebalance and at the end the stories in flight are finished first
        stream_buffer_maxsize=BUFFERED,
        broker_commit_interval=settings.commit_interval,
        broker_session_timeout=settings.session_timeout,
        broker_heartbeat_interval=settings.session_timeout / 3,
        broker_rebalance_timeout=settings.session_timeout,
        broker_request_timeout=max(REQUEST_SECONDS, settings.session_timeout),
        broker_max_poll_interval=300.0,
        consumer_auto_offset_reset=reset,
        consumer_max_fetch_size=FETCH_BYTES,
        producer_acks=-1,
        producer_linger=0.005,
        producer_max_batch_size=256 * 1024,
        cython_optimizations=True,
        origin=None,
        debug=False,
    )


def has_compiled_streams() -> bool:
    """Say whether Faust's compiled stream is there; the pure one acks records it skips at a rebalance."""
    return getattr(sys.modules["faust.streams"], "_CStreamIterator", None) is not None
