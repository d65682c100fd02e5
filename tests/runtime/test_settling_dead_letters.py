"""What cannot go out is a dead letter: it names its story, and shows nothing that is under an embargo."""

from dataclasses import replace

import pytest

from slugline.records.dead_letter_headers import from_record
from slugline.records.feeds import DEAD_LETTERS
from slugline.runtime import unseen
from slugline.runtime.processed import Processed
from tests.runtime.lane_parts import (
    URI,
    killed,
    source,
    told,
    usable,
    waiting,
)
from tests.runtime.settling_parts import FAR, FAULT, Partition, short, v

EMBARGOED = b'{"uri":"urn:x:1","version":"v2","embargoed":"2031-01-01T00:00:00Z","body_text":"Talks failed."}'


@pytest.mark.parametrize(
    ("value", "part", "released", "hidden"),
    [
        (EMBARGOED, None, False, True), (EMBARGOED.decode().encode("utf-16"), None, False, True),
        (EMBARGOED, None, True, False), (b'{"embargo": null, "version": "v2"}', None, False, False),
        (b"packed", EMBARGOED, False, True), (EMBARGOED, b"urn:x:2", False, True),
        (b"[...]", b"urn:x:2", False, False), (b"[...]", b'{"uri":"urn:x:2", "body', False, True),
    ],
    ids=["a field", "in UTF-16", "released", "no embargo", "packed", "beside", "of several", "cut off"],
)  # fmt: skip
async def test_what_cannot_be_read_and_speaks_of_an_embargo_is_shown_to_nobody(
    value: bytes, part: bytes | None, released: bool, hidden: bool
) -> None:
    partition = Partition()
    fault = replace(FAULT, item=None if part is None else 1, data=part)
    dead = Processed(outcome="dead-lettered", faults=(fault,))
    (record,) = (await partition.settle(source(value), dead, released=released)).records
    letter = from_record(record.key, record.value, record.headers)
    assert letter.value == (None if hidden else part or value)
    assert letter.key == URI.encode()
    assert ("may be under an embargo: they are where it was" in letter.detail) is hidden


@pytest.mark.parametrize("of", ["what cannot be read", "what is too long to wait"])
async def test_a_dead_letter_quotes_nothing_of_what_is_under_an_embargo(of: str) -> None:
    partition = Partition()
    fault = replace(FAULT, detail="""pubStatus: found 'a \\'merger' and "it's due" of 3""")
    dead = Processed(outcome="dead-lettered", faults=(fault,))
    if of == "what is too long to wait":
        dead = replace(waiting(until=10**30), faults=(fault,))
    settled = await partition.settle(source(EMBARGOED), dead, released=False)
    (record, *_) = (one for one in settled.records if one.feed == DEAD_LETTERS.name)
    told = from_record(record.key, record.value, record.headers).detail
    for detail in (told, settled.processed.faults[0].detail):  # the log has the latter
        assert detail.startswith("pubStatus: found '...' and '...' of 3")


@pytest.mark.parametrize(
    ("processed", "named"),
    [
        (Processed(outcome="dead-lettered", uri=URI, version=4, faults=(FAULT,)), (URI, 4)),
        (Processed(outcome="dead-lettered", uri=URI, faults=(FAULT,)), (URI, None)),
        (Processed(outcome="dead-lettered", faults=(FAULT,)), (None, None)),
        (replace(usable(b"v1", 3, "a"), faults=(FAULT,)), (URI, 3)),
        (Processed(outcome="dead-lettered", uri=URI, faults=(replace(FAULT, item=1),)), (None, None)),
        (
            Processed(outcome="unpacked", faults=(replace(FAULT, item=1, uri="urn:x:2", version=7),)),
            ("urn:x:2", 7),
        ),
    ],
    ids=["all", "no version", "nothing", "one kind of it", "another in its record", "one of several"],
)
async def test_a_dead_letter_names_the_story(processed: Processed, named: tuple[str, int]) -> None:
    settled = await Partition().comes(processed)
    (dead,) = (one for one in settled.records if one.feed == DEAD_LETTERS.name)
    letter = from_record(dead.key, dead.value, dead.headers)
    assert (letter.uri, letter.version) == named


async def test_a_record_of_many_faults_is_looked_through_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[bytes | None] = []

    def look(value: bytes | None) -> bool:
        looked.append(value)
        return False

    monkeypatch.setattr(unseen, "may_be_embargoed", look)
    faults = tuple(replace(FAULT, item=number, data=b"%d" % number) for number in range(3))
    dead = Processed(outcome="dead-lettered", faults=faults)
    await Partition().settle(source(b"packed"), dead, released=False)
    assert looked == [b"packed", b"0", b"1", b"2"]


HUGE = "urn:x:" + "y" * 600_000


@pytest.mark.parametrize(
    ("processed", "detail"),
    [
        (killed(b"x", None, "canceled", uri=HUGE), "wire.stories.register.v1"),
        (
            Processed(outcome="skipped", told=replace(told(None, None, uri=HUGE), status="deleted")),
            "wire.stories.register.v1",
        ),
        (waiting(b"x" * 1_000_000, 1, FAR), "wire.stories.held.v1"),
        (usable(b"x", 1, "a", links=(("canceled", "urn:y:" + "z" * 4_000),)), None),
    ],
    ids=["kill", "null", "held", "link"],
)
async def test_what_no_feed_takes_is_a_dead_letter_and_nothing_else(
    processed: Processed, detail: str | None
) -> None:
    partition = Partition()
    assert processed.told is not None
    value = b"x" * 1_000_000 if processed.outcome == "held" else b"x"
    settled = await partition.comes(processed, value, uri=processed.told.uri)
    if detail is None:
        assert settled.processed.faults == ()
        return
    assert [(one.reason, one.detail.split(":")[0]) for one in settled.processed.faults] == [
        ("output-too-large", detail)
    ]
    assert short(settled.records) == "letter"
    assert (len(partition.state.register), len(partition.state.held)) == (0, 0)
    if processed.outcome == "held":
        (record,) = settled.records
        assert record.value is None, "nothing of it may be read before its time"
        assert from_record(record.key, record.value, record.headers).offset == 0


@pytest.mark.parametrize(
    "processed", [usable(b"x", 10**30, ""), waiting(b"x", 10**30, FAR), killed(b"x", 10**30)]
)
async def test_a_version_past_all_counting_is_a_dead_letter(processed: Processed) -> None:
    partition = Partition()
    settled = await partition.comes(processed, b"x")
    assert short(settled.records) == "letter"
    assert (len(partition.state.register), len(partition.state.held)) == (0, 0)


async def test_what_should_never_happen_costs_one_story() -> None:
    partition = Partition()
    empty = replace(usable(b"v1", 1, ""), records=())  # a story of which not even the record is there
    settled = await partition.comes(empty)
    assert [one.reason for one in settled.processed.faults] == ["internal-error"]
    assert short(settled.records) == "letter"
    assert short((await partition.comes(*v(1, "a"))).records) == "a whole row:usable1"
