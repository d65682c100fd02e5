"""What brokers tell of feeds beside their partitions: their ids, and what the asker may do with them.

aiokafka asks for metadata without either, so the request is here: Metadata, version 10 (Kafka 2.8), by the
message definitions of Apache Kafka (MetadataRequest.json, MetadataResponse.json).
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
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

NOT_TOLD = -(2**31)
"""Operations, of a broker that does not say."""

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
        return request_struct_class([(0, 0, feed, {}) for feed in self._feeds], False, False, True, {})


@dataclass(frozen=True, slots=True)
class FeedMetadata:
    """What is told of one feed."""

    identity: str | None
    """"cluster/id"; None where the broker does not tell."""
    allowed: int | None
    """The operations that the asker may do, by Kafka's numbers of them a bit each; None likewise."""


async def told(settings: Settings, feeds: Sequence[str]) -> dict[str, FeedMetadata]:
    """Return by name what is told of those of the ``feeds`` that are there; nothing where nobody answers."""
    try:
        async with broker.admin(settings) as connected:
            answer = await connected._send_request(_Question(feeds))
    except (KafkaError, SluglineError, OSError, TimeoutError, IncompatibleBrokerVersion,
            NotImplementedError, ValueError) as error:  # fmt: skip
        log.debug("the broker does not tell which feeds %s are: %r", ", ".join(feeds), error)
        return {}
    return {
        name: FeedMetadata(
            f"{answer.cluster_id}/{UUID(int=(high % 2**64) << 64 | low % 2**64)}" if high or low else None,
            allowed if allowed not in (NOT_TOLD, 0) else None,
        )
        for error_code, name, high, low, _, _, allowed, *_ in answer.topics
        if name in feeds and not error_code
    }
