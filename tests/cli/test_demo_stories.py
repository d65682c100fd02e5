"""The invented stories that ship for the demo: all of them read, and the broken ones are refused as due."""

import re
import textwrap
from collections import Counter
from collections.abc import Callable
from importlib.resources import files
from importlib.resources.abc import Traversable

import pytest

from slugline.intake import read
from slugline.intake.refused import Refused
from slugline.records.story import Story

FOLDER = files("slugline.cli.demo") / "stories"
NAMES = sorted(path.name for path in FOLDER.iterdir() if path.is_file())
BROKEN = {
    "bad-json.json": "not-json",
    "control-characters.txt": "control-characters",
    "missing-text.json": "missing-text",
    "not-utf8.txt": "not-utf8",
    "too-deep.json": "too-deep",
    "wrong-type.json": "wrong-type",
}


def stories() -> dict[str, Story]:
    return {name: read((FOLDER / name).read_bytes()) for name in NAMES}


def zone_kinds(story: Story) -> set[str]:
    return {zone.kind for zone in story.zones}


def test_thirty_stories_read_with_what_a_desk_expects() -> None:
    assert len(NAMES) == 30
    for name, story in stories().items():
        assert story.headline, name
        assert {"headline", "body"} <= zone_kinds(story), name
        if story.status == "usable":
            assert story.dateline is not None, name
            assert story.byline or name == "29-heatwave.txt", "it is by our correspondent"
            assert 200 <= len(story.text.split()) <= 600, name


def test_status_version_language() -> None:
    found = stories()
    assert Counter(story.status for story in found.values()) == {"usable": 28, "canceled": 1, "withheld": 1}
    assert Counter(story.language[:2] for story in found.values()) == {"en": 28, "fr": 1, "es": 1}
    first, second = found["16-ferry.json"], found["17-ferry-corrected.json"]
    assert (first.uri, first.version, second.version) == (second.uri, 1, 2)
    sent, withdrawn = found["09-merger.json"], found["18-merger-withdrawn.json"]
    assert (sent.uri, sent.version, withdrawn.version) == (withdrawn.uri, 1, 2)
    assert len({story.uri for story in found.values()}) == 28


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".txt")])
def test_furniture_of_plain_stories_is_marked(name: str) -> None:
    story = read((FOLDER / name).read_bytes())
    assert {"byline", "dateline"} <= zone_kinds(story)
    kinds = [zone.kind for zone in story.zones]
    first = kinds.index("boilerplate")
    assert set(kinds[first:]) == {"boilerplate"}, (
        "from the first piece of furniture down there is nothing else"
    )
    assert "body" not in kinds[: kinds.index("dateline")]


def wrapped(width: int) -> Callable[[str], str]:
    return lambda text: re.sub(
        "[^\n]+", lambda line: textwrap.fill(line[0], width, break_on_hyphens=False), text
    )


SPACINGS: dict[str, Callable[[str], str]] = {
    "carriage returns": lambda text: text.replace("\n", "\r\n"),
    "no blank lines": lambda text: re.sub(r"\n\s*\n+", "\n", text),
    "double spaced": lambda text: text.replace("\n", "\n\n"),
    "indented": lambda text: text.replace("\n", "\n\t"),
    "wrapped at 72": wrapped(72),
    "wrapped at 64": wrapped(64),
}


@pytest.mark.parametrize("spaced", SPACINGS.values(), ids=list(SPACINGS))
def test_the_same_zones_however_the_copy_is_spaced(spaced: Callable[[str], str]) -> None:
    text = (FOLDER / "01-summit.txt").read_text(encoding="utf-8")
    expected, found = read(text.encode()), read(spaced(text).encode())

    def squeezed(story: Story) -> list[tuple[str, str]]:
        return [(zone.kind, " ".join(story.text[zone.start : zone.end].split())) for zone in story.zones]

    assert squeezed(found) == squeezed(expected)
    assert (found.headline, found.byline, found.published) == (
        expected.headline,
        expected.byline,
        expected.published,
    )


def test_all_broken_ones_are_refused() -> None:
    folder: Traversable = FOLDER / "broken"
    assert {path.name for path in folder.iterdir()} == set(BROKEN)
    for name, reason in BROKEN.items():
        with pytest.raises(Refused) as refused:
            read((folder / name).read_bytes())
        assert refused.value.reason == reason, name
