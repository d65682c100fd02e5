from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slugline.folds.register.known import Known, Register, known_of
from slugline.records import codec
from slugline.records.register_row import RegisterRow, RegisterRowRead
from tests.folds.register.lives import known
from tests.records.records import ROW

times = st.integers(-(2**47), 2**47 - 1)
places = st.integers(-1, 2**39 - 1)
rows = st.builds(
    Known,
    version=st.integers(1, 2**63 - 1),
    versioned=st.booleans(),
    status=st.sampled_from(["usable", "withheld", "canceled", "deleted"]),
    moment=st.none() | times,
    seen=times,
    content=st.binary(min_size=8, max_size=8),
    made_by=st.binary(min_size=4, max_size=4),
    offset=places,
    took=st.booleans(),
    raw=places,
    unpacked=st.booleans(),
    unnumbered=st.booleans(),
    events_sum=st.integers(0, 2**32 - 1),
)


@settings(deadline=None)
@given(st.dictionaries(st.text(), rows))
def test_what_is_put_is_got(stories: dict[str, Known]) -> None:
    register = Register()
    for uri, row in stories.items():
        register.put(uri, row)
    assert len(register) == len(stories)
    assert {uri: register.get(uri) for uri in stories} == stories


def test_the_last_one_put_is_kept_until_it_is_forgotten() -> None:
    register = Register()
    register.put("urn:a", known(1))
    register.put("urn:a", known(2))
    assert register.get("urn:a") == known(2)
    register.forget("urn:a")
    register.forget("urn:never")
    assert register.get("urn:a") is None
    assert len(register) == 0


def test_a_number_beyond_its_bits_is_kept_as_the_greatest() -> None:
    register = Register()
    register.put("urn:a", replace(known(2**70, moment=-(2**70)), offset=2**50))
    row = register.get("urn:a")
    assert row is not None
    assert (row.version, row.moment, row.offset) == (2**63 - 1, -(2**47), 2**39 - 1)


@pytest.mark.parametrize(
    ("of_row", "now", "raw"),
    [
        (None, "00000001", 1207),
        ("00000001", None, 1207),
        ("00000001", "00000001", 1207),
        ("00000001", "00000002", -1),
    ],
)
def test_an_offset_of_another_feed_of_the_same_name_says_nothing(
    of_row: str | None, now: str | None, raw: int
) -> None:
    row = replace(ROW, raw_feed=of_row)
    assert known_of(row, offset=17, partition=4, raw_feed=now).raw == raw
    read = codec.decode(RegisterRowRead, codec.encode(row))
    assert known_of(read, offset=17, partition=4, raw_feed=now).raw == raw


@pytest.mark.parametrize(
    ("row", "changed"),
    [
        (ROW, {}),
        (replace(ROW, took=()), {"took": False}),
        (replace(ROW, raw="wire.stories.raw.v1/5/1207"), {"raw": -1}),
        (replace(ROW, raw=None), {"raw": -1}),
        (replace(ROW, raw="a release to come"), {"raw": -1}),
        (replace(ROW, status="withheld"), {"status": "withheld"}),
        (
            codec.decode(RegisterRow, codec.encode(ROW).replace(b"usable", b"archived")),
            {"status": "canceled"},
        ),
    ],
)
def test_what_is_kept_of_a_row(row: RegisterRow, changed: dict[str, object]) -> None:
    expected = Known(
        version=4, versioned=True, status="usable", moment=1_933_409_700_000, seen=1_933_409_701_250,
        content=bytes.fromhex("0f1e2d3c4b5a6978"), made_by=bytes.fromhex("89abcdef"), offset=17, took=True,
        raw=1207,
    )  # fmt: skip
    assert known_of(row, offset=17, partition=4) == replace(expected, **changed)  # type: ignore[arg-type]  # one field
    read = codec.decode(RegisterRowRead, codec.encode(row))
    assert known_of(read, offset=17, partition=4) == known_of(row, offset=17, partition=4)
