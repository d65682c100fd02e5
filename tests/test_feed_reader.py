"""Where a stretch of a feed begins, while records go on coming."""

from aiokafka import TopicPartition
from aiokafka.structs import OffsetAndTimestamp

from slugline import feed_reader

PARTS = [TopicPartition("feed", number) for number in range(3)]


class Growing:
    """A consumer's answers about feeds to which a record comes between any two questions."""

    def __init__(self, found: dict[TopicPartition, OffsetAndTimestamp | None]) -> None:
        self.end = 5
        self.found = found

    async def end_offsets(self, parts: list[TopicPartition]) -> dict[TopicPartition, int]:
        self.end += 1
        return dict.fromkeys(parts, self.end)

    async def offsets_for_times(
        self, moments: dict[TopicPartition, int]
    ) -> dict[TopicPartition, OffsetAndTimestamp | None]:
        self.end += 1
        return self.found


async def test_what_comes_while_the_start_is_looked_for_is_read_too() -> None:
    """Else stories that came in that moment were never on the live page."""
    growing = Growing(
        {PARTS[0]: OffsetAndTimestamp(3, 1_000), PARTS[1]: None, PARTS[2]: OffsetAndTimestamp(0, -1)}
    )
    begin = await feed_reader.since(growing, dict.fromkeys(PARTS, 900))
    assert begin == {PARTS[0]: 3, PARTS[1]: 6, PARTS[2]: 6}
