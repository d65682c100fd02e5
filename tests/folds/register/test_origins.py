"""From where a story was unpacked, as its row has it."""

import pytest

from slugline.folds.register.origins import came_before, origin, with_origins


@pytest.mark.parametrize(
    "text", ["", "3/17/0", "3/17/0/5/1", "3/17/0/-5", "3/17/x/5", "/17/0/5", "3/17/0/" + "9" * 19, "3/17/0/²"]
)
def test_what_is_none(text: str) -> None:
    assert origin(text) is None


@pytest.mark.parametrize(
    ("noted", "one", "before"),
    [
        ([], "3/17/0/5", False),
        (["3/17/0/5"], "3/17/0/5", True),
        (["3/17/1/5"], "3/17/0/5", True),
        (["3/17/0/5"], "3/17/1/5", False),
        (["3/18/0/5"], "3/17/9/5", True),
        (["3/9/0/5"], "3/10/0/5", False),
        (["2/18/0/5"], "3/17/0/5", False),
        (["2/18/0/5", "3/17/0/5"], "3/17/0/5", True),
        (["3/18/0/4"], "3/17/0/5", False),
        (["3/18/0/4", "3/17/0/5"], "3/17/0/5", True),
        (["no origin"], "3/17/0/5", False),
    ],
)  # fmt: skip
def test_what_came_before(noted: list[str], one: str, before: bool) -> None:
    it = origin(one)
    assert it is not None
    assert came_before(it, noted) is before


def test_the_last_of_each_partition_is_kept() -> None:
    assert with_origins(["3/17/0/5", "x"], ["1/2/0/9", "3/16/4/8"]) == ("1/2/0/9", "3/17/0/8")
