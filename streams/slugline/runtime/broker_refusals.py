"""What a broker means that will not take a record, in words for whoever is on call."""

import shlex
from collections.abc import Iterator

from aiokafka.errors import (
    ClusterAuthorizationFailedError,
    GroupAuthorizationFailedError,
    InvalidTimestampError,
    MessageSizeTooLargeError,
    RecordTooLargeError,
    TopicAuthorizationFailedError,
    TransactionalIdAuthorizationFailed,
)

MAY_NOT_READ = "not allowed to read {named}: it lacks READ in the brokers' ACLs"
MAY_NOT_WRITE = "not allowed to write to {named}: it lacks WRITE in the brokers' ACLs"
MEANINGS: tuple[tuple[type[BaseException], str], ...] = (
    (TopicAuthorizationFailedError, MAY_NOT_WRITE),
    (
        TransactionalIdAuthorizationFailed,
        "not allowed to use transactions as {named}: this transactional id lacks WRITE or DESCRIBE in the "
        "brokers' ACLs",
    ),
    (
        ClusterAuthorizationFailedError,
        "not allowed to write idempotently: it lacks IDEMPOTENT_WRITE in the brokers' ACLs",
    ),
    (
        InvalidTimestampError,
        "the brokers refuse the time of a record: this machine's clock, or that of the brokers, is wrong",
    ),
    (MessageSizeTooLargeError, "a feed takes shorter records than when the worker began"),
    (RecordTooLargeError, "a feed takes shorter records than when the worker began"),
)
REFUSED = tuple(kind for kind, _ in MEANINGS)
"""Trying again is of no use until somebody has mended it."""


def refusal(error: BaseException, feed: str = "") -> str:
    """Return in one line why a record was not taken; ``feed`` where the error itself does not name it."""
    for kind, meaning in MEANINGS:
        if isinstance(error, kind):
            return meaning.format(named=", ".join(_names(error)) or feed or "a feed")
    return f"the broker did not take a record: {error!r}"


FORBIDDEN = (TopicAuthorizationFailedError, GroupAuthorizationFailedError)
"""Of reading: the same."""


def crash(error: BaseException | None) -> str:
    """Return in one line why Faust, or who else reads, cannot go on."""
    if isinstance(error, TopicAuthorizationFailedError):
        return MAY_NOT_READ.format(named=", ".join(_names(error)))
    if isinstance(error, GroupAuthorizationFailedError):
        group = ", ".join(_names(error))
        return (
            f"not allowed to be in the group {group}: it lacks READ in the brokers' ACLs "
            f"(kafka-acls.sh --add --allow-principal User:NAME --operation Read --group {shlex.quote(group)})"
        )
    return f"Faust failed: {error!r}"


def _names(error: BaseException) -> Iterator[str]:
    """Yield what an error names: aiokafka gives one topic, or a set of them."""
    for one in error.args:
        yield from sorted(map(str, one)) if isinstance(one, set | frozenset | list | tuple) else [str(one)]
