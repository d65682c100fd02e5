"""Whether brokers let a worker into a consumer group: if not, aiokafka would wait for ever, in silence."""

import asyncio

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import (
    CoordinatorLoadInProgressError,
    CoordinatorNotAvailableError,
    GroupAuthorizationFailedError,
    KafkaConnectionError,
    KafkaError,
    NodeNotReadyError,
    NotCoordinatorError,
    for_code,
)
from aiokafka.protocol.group import HeartbeatRequest

from slugline import broker
from slugline.settings import Settings

NOT_YET = (CoordinatorNotAvailableError, CoordinatorLoadInProgressError, NotCoordinatorError)
"""What says nothing of being allowed; a cluster that has never had a group makes their feed first."""
LOOKS, PAUSE = 40, 0.25
"""So often it is asked at most: whoever joins the group waits as well."""


async def check(settings: Settings, group: str) -> None:
    """Return where a member of ``group`` is let in, or nobody can tell.

    Raises GroupAuthorizationFailedError, and UnreachableError.
    """
    async with broker.admin(settings) as connected:
        for _ in range(LOOKS):
            answer = await _answer(connected, group)
            if answer not in NOT_YET:
                break
            await asyncio.sleep(PAUSE)
    if answer is GroupAuthorizationFailedError:
        raise GroupAuthorizationFailedError(group)


async def _answer(connected: AIOKafkaAdminClient, group: str) -> type[BaseException]:
    """Return what brokers say to the heartbeat of a member that nobody knows.

    It needs what joining needs, READ, and changes nothing.
    """
    try:
        node = await connected.find_coordinator(group)
        answer = await connected._send_request_to_node(node, HeartbeatRequest(group, -1, ""))
    except (KafkaConnectionError, NodeNotReadyError):  # which no broker has said
        raise
    except KafkaError as error:
        return type(error)
    kind: type[BaseException] = for_code(answer.error_code)
    return kind
