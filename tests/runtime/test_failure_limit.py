from typing import get_args

import pytest

from slugline.records.dead_letter import Reason
from slugline.runtime.failure_limit import FEWEST, OWN, FailureLimit, ours
from slugline.runtime.processed import Fault


def test_what_publishers_send_badly_is_no_fault_of_ours() -> None:
    found = {reason for reason in get_args(Reason) if ours([Fault(step="x", reason=reason, detail="")])}
    assert found == OWN == {"internal-error", "extractor-failed"}
    assert ours([]) is False
    assert ours([Fault(step="x", reason="empty", detail="")]) is None
    assert ours([Fault(step="x", reason=reason, detail="") for reason in ("empty", "internal-error")])


def test_what_publishers_send_badly_hides_no_fault_of_ours() -> None:
    limit = FailureLimit(share=0.95, sample=100)
    reached = [limit.note(fault, 0.0) for _ in range(100) for fault in (None, True, None)]
    assert reached.index(True) == 298  # with the hundredth story that could be read
    assert not any(FailureLimit(share=0.95, sample=100).note(None, number * 60.0) for number in range(500))


def test_the_limit_is_reached_only_over_a_full_sample() -> None:
    limit = FailureLimit(share=0.95, sample=100)
    assert not any(limit.note(True, 0.0) for _ in range(99))
    assert limit.note(True, 0.0)
    assert str(limit) == "100 of the last 100 stories failed by a fault of Slugline's own"
    assert [limit.note(False, 0.0) for _ in range(6)] == [True] * 5 + [False]
    assert not any(limit.note(number % 2 == 0, 0.0) for number in range(500))


@pytest.mark.parametrize(
    ("faults", "apart", "reached_at"),
    [
        ([True] * 40, 46.0, FEWEST),  # a quiet wire: in fifteen minutes there are just twenty
        ([True] * 40, 30.0, 30),  # twenty stories are there, the fifteen minutes not yet
        ([True] * 40, 0.1, None),
        ([True] * 40, 60.0, None),  # never twenty stories in fifteen minutes
        ([False, True] * 40, 30.0, None),
        ([False] * 30 + [True] * 60, 30.0, 59),  # those of more than fifteen minutes ago do not count
    ],
)
def test_on_a_quiet_wire_time_stands_in_for_the_sample(
    faults: list[bool], apart: float, reached_at: int | None
) -> None:
    limit = FailureLimit(share=0.95, sample=200, period=900.0)
    reached = [limit.note(fault, number * apart) for number, fault in enumerate(faults)]
    assert (reached.index(True) if True in reached else None) == reached_at


def test_above_one_the_limit_is_never_reached() -> None:
    limit = FailureLimit(share=2, sample=100)
    assert not any(limit.note(True, number * 10.0) for number in range(1000))
