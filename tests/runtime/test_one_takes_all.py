"""One member of a group has all partitions, the others none, whoever asks."""

from types import SimpleNamespace
from typing import Any

from slugline.runtime.one_takes_all import OneTakesAll


def test_one_member_has_all() -> None:
    feeds = {"a": {1, 0, 2}, "b": {0}}
    cluster: Any = SimpleNamespace(partitions_for_topic=feeds.get)
    told = OneTakesAll.metadata(["b", "a", "gone"])
    for members in (["m2", "m1", "m3"], ["m3", "m1", "m2"]):
        dealt = OneTakesAll.assign(cluster, dict.fromkeys(members, told))
        assert {member: one.assignment for member, one in dealt.items()} == {
            "m1": [("a", [0, 1, 2]), ("b", [0]), ("gone", [])], "m2": [], "m3": [],
        }  # fmt: skip
