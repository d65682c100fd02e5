"""What a broker means that will not take a record, in words for whoever is on call."""

from aiokafka.errors import (
    ClusterAuthorizationFailedError,
    InvalidTimestampError,
    MessageSizeTooLargeError,
    RecordTooLargeError,
    TopicAuthorizationFailedError,
    TransactionalIdAuthorizationFailed,
)

MEANINGS: tuple[tuple[type[BaseException], str], ...] = (
    (TopicAuthorizationFailedError, "not allowed to write to {named}: it lacks WRITE in the brokers' ACLs"),
    (
        TransactionalIdAuthorizationFailed,
        "not allowed to use transactions as {named}: this id lacks WRITE in the brokers' ACLs",
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
            return meaning.format(named=" ".join(map(str, error.args)) or feed or "a feed")
    return f"the broker did not take a record: {error!r}"
