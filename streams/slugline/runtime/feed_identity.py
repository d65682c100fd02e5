"""Which feed it is: its name may be given to another one, deleted and made anew; its id is not.

aiokafka asks for metadata without ids, so the request is here: Metadata, version 10 (Kafka 2.8), by the
message definitions of Apache Kafka (MetadataRequest.json, MetadataResponse.json).
"""

import logging
from collections.abc import Sequence
from uuid import UUID

from aiokafka.errors import IncompatibleBrokerVersion, KafkaError
from aiokafka.protocol.api import Request, RequestStruct, Response
from aiokafka.protocol.types import (
    Boolean,
    CompactArray,
    CompactString,
    Int16,
    Int32,
    Int64,
    Schema,
    TaggedFields,
)

from slugline import broker
from slugline.errors import SluglineError
from slugline.settings import Settings

_ID = (("high", Int64), ("low", Int64))
"""A UUID, as two signed numbers."""
_NAME = CompactString("utf-8")

log = logging.getLogger("slugline.worker")


class _Answer(Response):  # type: ignore[misc]  # aiokafka's protocol has no types
    API_KEY = 3
    API_VERSION = 10
    SCHEMA = Schema(
        ("throttle_time_ms", Int32),
        ("brokers", CompactArray(("node_id", Int32), ("host", _NAME), ("port", Int32), ("rack", _NAME),
                                 ("tags", TaggedFields))),
        ("cluster_id", _NAME),
        ("controller_id", Int32),
        ("topics", CompactArray(
            ("error_code", Int16), ("name", _NAME), *_ID, ("is_internal", Boolean),
            ("partitions", CompactArray(
                ("error_code", Int16), ("partition", Int32), ("leader", Int32), ("leader_epoch", Int32),
                ("replicas", CompactArray(Int32)), ("isr", CompactArray(Int32)),
                ("offline", CompactArray(Int32)), ("tags", TaggedFields))),
            ("operations", Int32), ("tags", TaggedFields))),
        ("operations", Int32),
        ("tags", TaggedFields),
    )  # fmt: skip


class _Asked(RequestStruct):  # type: ignore[misc]  # as above
    FLEXIBLE_VERSION = True
    API_KEY = 3
    API_VERSION = 10
    RESPONSE_TYPE = _Answer
    SCHEMA = Schema(
        ("topics", CompactArray(*_ID, ("name", _NAME), ("tags", TaggedFields))),
        ("allow_auto_topic_creation", Boolean),
        ("cluster_operations", Boolean),
        ("topic_operations", Boolean),
        ("tags", TaggedFields),
    )


class _Question(Request[_Asked]):  # type: ignore[misc]  # as above
    API_KEY = 3

    def __init__(self, feeds: Sequence[str]) -> None:
        self._feeds = feeds

    def build(self, request_struct_class: type[_Asked]) -> _Asked:
        return request_struct_class([(0, 0, feed, {}) for feed in self._feeds], False, False, False, {})


async def identity(settings: Settings, feed: str) -> str | None:
    """Return "cluster/id" of a ``feed``; None where the broker does not tell, or there is no such feed."""
    return (await identities(settings, [feed])).get(feed)


async def identities(settings: Settings, feeds: Sequence[str]) -> dict[str, str]:
    """Return "cluster/id" by feed, of those of ``feeds`` that are there and of which the broker tells."""
    try:
        async with broker.admin(settings) as connected:
            told = await connected._send_request(_Question(feeds))
    except (KafkaError, SluglineError, OSError, TimeoutError, IncompatibleBrokerVersion,
            NotImplementedError, ValueError) as error:  # fmt: skip
        log.debug("the broker does not tell which feeds %s are: %r", ", ".join(feeds), error)
        return {}
    return {
        name: f"{told.cluster_id}/{UUID(int=(high % 2**64) << 64 | low % 2**64)}"
        for error_code, name, high, low, *_ in told.topics
        if name in feeds and not error_code and (high or low)
    }


def is_another(before: str | None, now: str | None) -> bool:
    """Tell whether a feed is surely another one ``now``: of the same cluster, and with another id."""
    if not before or not now or before == now:
        return False
    return before.rpartition("/")[0] == now.rpartition("/")[0]
