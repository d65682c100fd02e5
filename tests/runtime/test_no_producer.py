"""What chains and alerts say where brokers give them no producer."""

from typing import Any

import pytest
from aiokafka.errors import (
    CoordinatorNotAvailableError,
    KafkaError,
    TransactionalIdAuthorizationFailed,
    UnsupportedVersionError,
)

from slugline.runtime.alerts_output import AlertsOutput
from slugline.runtime.chains_loop import NoTransactionsError, _begin
from slugline.runtime.delivery import Undeliverable


@pytest.mark.parametrize(
    ("error", "raised", "says"),
    [
        (TransactionalIdAuthorizationFailed("desk-chains"), Undeliverable,
         "^not allowed to use transactions as desk-chains: "),
        (UnsupportedVersionError("old"), NoTransactionsError, "^the broker has no transactions for us"),
        (CoordinatorNotAvailableError("soon"), CoordinatorNotAvailableError, "soon"),
    ],
)  # fmt: skip
async def test_who_gets_no_producer_is_told_why(
    error: KafkaError, raised: type[Exception], says: str
) -> None:
    class Client:
        async def start(self) -> None:
            raise error

    producer: Any = Client()
    with pytest.raises(raised, match=says):
        await _begin(producer)
    output: Any = AlertsOutput.__new__(AlertsOutput)
    output.producer = producer
    with pytest.raises(Undeliverable if raised is Undeliverable else type(error)):
        await output.start()
