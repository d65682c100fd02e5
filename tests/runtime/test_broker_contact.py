import asyncio
import logging
from collections.abc import Callable, Sequence

import pytest
from aiokafka import AIOKafkaProducer

from slugline import broker
from slugline.metrics import Metrics
from slugline.records.feeds import Feed
from slugline.runtime.broker_contact import PROVES, BrokerContact, Sight, sight
from slugline.settings import Role, Settings
from tests.test_metrics import exposed

SILENT = "no broker has answered for"
UNTAKEN = "the brokers have not taken what was sent"
OUT = "the group put this worker out"


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


class Watched:
    """A contact, its clock and its metrics, looked at once a second."""

    def __init__(self, session_timeout: float = 8.0) -> None:
        self.clock, self.metrics = Clock(), Metrics()
        self.contact = BrokerContact(
            "stories", Settings(session_timeout=session_timeout), self.metrics, self.clock
        )
        self._seen = Sight()

    def begin(self) -> None:
        self.contact.begin(lambda: self._seen)

    def see(
        self,
        seconds: int,
        heard: float | None = 0.0,
        unsent: float | None = None,
        member: str = "m",
        unknown: Sequence[str] = (),
    ) -> str:
        """Look for some seconds; ``heard`` and ``unsent`` are seconds before each look, heard None: never."""
        for _ in range(seconds):
            self.clock.now += 1.0
            self._seen = Sight(
                heard=None if heard is None else self.clock.now - heard,
                oldest=None if unsent is None else self.clock.now - unsent,
                member=member,
                unknown=frozenset(unknown),
            )
            self.contact.look()
        return self.contact.why_not_ready()

    @property
    def trouble(self) -> float:
        return exposed(self.metrics)["slugline_broker_trouble_seconds_total{role=stories}"]


def test_before_it_begins_it_says_what_is_waited_for() -> None:
    watched = Watched()
    assert watched.see(5) == "starting"
    watched.contact.joins()
    assert watched.see(5) == "joining the group"
    watched.begin()
    assert watched.see(1, member="") == "joining the group"
    assert watched.see(1) == ""
    watched.contact.end("starting anew: it broke")
    assert watched.see(1) == "starting anew: it broke"
    assert watched.trouble == 0


@pytest.mark.parametrize(("refused", "says"), [(True, "starting anew: not allowed"), (False, "")])
def test_a_role_that_was_refused_is_not_ready_between_two_tries(refused: bool, says: str) -> None:
    watched = Watched()
    for before in ("", says, says):
        watched.begin()
        assert watched.see(int(PROVES) - 1) == before
        watched.contact.end("starting anew: not allowed", refused=refused)
    watched.begin()
    assert watched.see(int(PROVES) + 1) == ""
    watched.contact.end("starting anew: it broke")
    watched.begin()
    assert watched.see(1) == ""


@pytest.mark.parametrize(
    ("looks", "says"),
    [
        # (seconds, heard, unsent, member) ... -> the reason
        ([(60, 0.0, None, "m")], ""),
        ([(60, 0.0, 3.0, "m")], ""),
        ([(12, None, None, "m")], ""),
        ([(13, None, None, "m")], SILENT),
        ([(60, None, None, "m"), (1, 0.0, None, "m")], ""),
        ([(60, 0.0, 11.0, "m")], ""),
        ([(2, 0.0, 13.0, "m")], UNTAKEN),
        ([(2, 0.0, 13.0, "m"), (1, 0.0, 0.1, "m")], ""),
        ([(1, 0.0, None, "")], OUT),
        ([(1, 0.0, None, "n")], OUT),  # it was put out and taken in again between two looks
        ([(1, 0.0, None, ""), (20, 0.0, None, "n")], ""),
        ([(30, 0.0, None, "")], "the group does not know this worker"),
        ([(5, 0.0, None, "n"), (5, 0.0, None, "o"), (5, 0.0, None, "p")], OUT),  # two put each other out
    ],
)
def test_the_reason(looks: Sequence[tuple[int, float | None, float | None, str]], says: str) -> None:
    watched = Watched()
    watched.begin()
    assert watched.see(1) == ""
    for seconds, heard, unsent, member in looks:
        why = watched.see(seconds, heard, unsent, member)
    assert why.startswith(says) if says else why == ""


def test_a_feed_that_is_gone_is_named_until_nobody_misses_it() -> None:
    watched = Watched()
    watched.begin()
    assert watched.see(12, unknown=["quotes"]) == "", "metadata may take their time"
    assert watched.see(2, unknown=["quotes"]) == "a client waits to hear of quotes", "nobody has asked yet"
    watched.contact.see({})
    says = "the brokers have no quotes, or hide it: "
    assert watched.see(2, unknown=["quotes"], unsent=13.0).startswith(says)
    assert watched.see(10).startswith(says), "a client that is made anew has not asked for it yet"
    assert watched.see(1, unknown=["quotes", "topics"]).startswith(says)
    assert watched.see(13) == ""
    assert watched.see(12, unknown=["quotes"]) == ""


async def test_a_client_says_which_feeds_it_needs_and_brokers_do_not_have() -> None:
    producer = AIOKafkaProducer()
    needed = producer.client
    needed._topics = {"quotes", "topics"}
    needed.cluster.partitions_for_topic = {"topics": {0}}.get
    assert sight(None, [producer]).unknown == {"quotes"}
    producer._closed = True


def test_while_no_broker_answers_it_is_not_known_how_much_there_is_to_do() -> None:
    watched = Watched()
    watched.begin()
    watched.see(20)
    before = watched.contact.silent
    watched.see(20, heard=30)
    assert (before, watched.contact.silent) == (False, True)
    for partition in ("0", "7"):
        watched.metrics.lag_records.labels("stories", partition).set(0)
        watched.metrics.lag_records.labels("enriched", partition).set(0)
    watched.metrics.lag_is_unknown("stories")
    shown = [name for name in exposed(watched.metrics) if name.startswith("slugline_lag_records{")]
    assert shown == [f"slugline_lag_records{{feed=enriched}}{{partition={one}}}" for one in (0, 7)]


def test_a_longer_session_has_more_patience() -> None:
    watched = Watched(session_timeout=30.0)
    watched.begin()
    assert watched.see(44, heard=None, member="m") == ""
    assert watched.see(3, heard=None).startswith(SILENT)


def test_trouble_is_counted_in_seconds_and_evictions_by_number() -> None:
    watched = Watched()
    watched.begin()
    watched.see(30)
    watched.see(42, heard=None)
    assert watched.trouble == 30
    watched.see(10, unsent=20.0)
    assert watched.trouble == 40
    watched.see(10)
    assert watched.trouble == 40
    watched.see(2, member="")
    watched.see(2, member="n")
    watched.see(2, member="o")
    assert exposed(watched.metrics)["slugline_evictions_total{role=stories}"] == 2
    watched.contact.end("waiting for Kafka: no broker at a:1")
    watched.see(5)
    assert watched.trouble == 45


def test_a_loop_that_does_not_come_round() -> None:
    watched = Watched()
    watched.begin()
    watched.see(1)
    watched.contact.turned()
    assert watched.see(12) == ""
    assert watched.see(1) == "it has stood still for 13 s"
    watched.contact.turned()
    assert watched.see(1) == ""


async def test_what_a_role_waits_for_is_a_warning_and_that_it_is_there_none(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    refused = "waiting for Kafka: no broker at a:1 (Authentication failed)"

    async def waits(
        _settings: Settings, _feeds: Sequence[Feed], say: Callable[[str], None], _lacking: object
    ) -> dict[str, int]:
        say(refused)
        assert watched.contact.why_not_ready() == refused
        await asyncio.sleep(0)  # the other role waits for the same
        say(broker.ALL_THERE)
        return {}

    watched = Watched()
    waiting: dict[Role, str] = {}
    watched.contact = BrokerContact("stories", Settings(), watched.metrics, waiting=waiting)
    other = BrokerContact("trends", Settings(), watched.metrics, waiting=waiting)
    monkeypatch.setattr(broker, "wait_for_feeds", waits)
    with caplog.at_level(logging.INFO):
        await asyncio.gather(
            watched.contact.wait_for_feeds((), (), logging.getLogger("slugline.worker")),
            other.wait_for_feeds((), (), logging.getLogger("slugline.trends")),
        )
    said = [(record.levelname, record.getMessage()) for record in caplog.records]
    assert said == [("WARNING", refused), ("INFO", broker.ALL_THERE)]
