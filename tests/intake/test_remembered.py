"""What rules of zones remember: short lines with their flags, and no more of them than a page has."""

from slugline.intake.zones.remembered import LINES, LONGEST, remembered


def test_a_rule_is_asked_once_for_a_line_and_its_flags() -> None:
    asked: list[tuple[str, bool]] = []

    @remembered
    def shouts(line: str, *, loud: bool = False) -> bool:
        asked.append((line, loud))
        return line.isupper() or loud

    said = [shouts("Fire"), shouts("Fire"), shouts("FIRE"), shouts("Fire", loud=True), shouts("Fire")]
    assert said == [False, False, True, True, False]
    assert asked == [("Fire", False), ("FIRE", False), ("Fire", True)]


def test_only_so_many_short_lines_are_remembered() -> None:
    asked: list[int] = []

    @remembered
    def length(line: str) -> int:
        asked.append(len(line))
        return len(line)

    for size in (LONGEST, LONGEST, LONGEST + 1, LONGEST + 1):
        assert length("x" * size) == size
    assert asked == [LONGEST, LONGEST + 1, LONGEST + 1]
    for number in range(LINES):
        length(str(number))
    length("x" * LONGEST)
    assert asked.count(LONGEST) == 2, "the least lately asked goes"
