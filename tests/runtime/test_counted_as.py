"""A story without a version behind one with a number: what its records say."""

import json

import pytest

from slugline.kinds import ENRICHED, KINDS
from slugline.records.schema_error import SchemaError
from slugline.runtime.counted_as import counted_as
from slugline.runtime.processed import Processed, Record
from tests.runtime.lane_parts import outputs, told
from tests.runtime.settling_parts import Partition, short, v


def numbers(records: tuple[Record, ...]) -> set[int]:
    values = [json.loads(one.value or b"") for one in records]
    inside = [event for kind in KINDS for event in values[-1][kind.plural]]
    return {values[-1]["version"], *(event["story"]["version"] for event in [*values[:-1], *inside])}


def test_all_records_say_the_number_and_nothing_else_changes() -> None:
    before = outputs()
    (number,) = numbers(before)
    after = counted_as(number + 41, before, "00-1")
    assert numbers(after) == {number + 41}
    assert counted_as(number, after, "00-1") == before, "ids, headers and order stay"


def test_what_is_no_story_is_refused() -> None:
    with pytest.raises(SchemaError):
        counted_as(2, (Record(feed=ENRICHED.name, key=b"k", value=b"{}", headers=[]),), None)


async def test_the_number_never_goes_back() -> None:
    partition = Partition()
    await partition.comes(*v(3, "a"))
    value = b"wire copy"
    read = Processed(outcome="enriched", told=told(value, None, "b"), records=outputs())
    settled = await partition.comes(read, value)
    (whole,) = [one for one in settled.records if one.feed == ENRICHED.name]
    assert (json.loads(whole.value or b"")["version"], partition.row and partition.row.version) == (3, 3)
    assert short((await partition.comes(*v(2, "a"))).records) == "", "what is older stays so"
