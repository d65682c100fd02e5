"""Lists of items that are cut off or broken: the good ones are read, the rest is one refusal at its place."""

import pytest

from slugline import intake
from slugline.intake.refused import Refused
from slugline.records.story import Story

TEXT = "Dockers in Ostvik went back to work on Monday."


def item(number: int) -> str:
    return f'{{"uri":"urn:x:{number}","headline":"Dockers return","body_text":"{TEXT}"}}'


ONE, TWO = item(1), item(2)
BAD = '{"uri":"urn:x:9","headline":"\\ud800"}'
FEED = f'"title":"Coastal","items":[{{"id":"urn:x:1","title":"A","content_text":"{TEXT}"}},'

ROWS: dict[str, tuple[str, list[str | None]]] = {
    "cut off within an item": (f'[{ONE},{TWO},{{"uri":"urn', ["urn:x:1", "urn:x:2", '{"uri":"urn']),
    "cut off behind an item": (f"[{ONE}", ["urn:x:1", None]),
    "cut off behind a comma": (f"[{ONE}, ", ["urn:x:1", None]),
    "the first is bad, too": (f'[[],{ONE},{{"u', ["[]", "urn:x:1", '{"u']),
    "a list in an object": (f'{{"_meta":{{"a":[1]}},"_items": [{ONE},{{"u', ["urn:x:1", '{"u']),
    "broken behind the list": (f'{{"_items":[{ONE},{TWO}],"_me', ["urn:x:1", "urn:x:2", None]),
    "an item that is no JSON, and good ones behind it": (f"[{ONE},{BAD},{TWO}]", ["urn:x:1", BAD, "urn:x:2"]),
    "no comma": (f"[{ONE} {TWO}]", ["urn:x:1", TWO + "]"]),
    "a bad item, and something behind the list": (f"[{ONE},{BAD}] x", ["urn:x:1", BAD, "] x"]),
    "JSON Feed": (f'{{{FEED}{{"id', ["urn:x:1", '{"id']),
}


@pytest.mark.parametrize("name", ROWS)
def test_what_is_left_of_a_list(name: str) -> None:
    text, expected = ROWS[name]
    found = [
        one.uri if isinstance(one, Story) else one.data.decode() if one.data else None
        for one in intake.items(text.encode(), form="ninjs")
    ]
    assert found == expected


def test_what_holds_for_all_items_is_kept() -> None:
    found = next(intake.items(f'{{{FEED}{{"id'.encode()))
    assert isinstance(found, Story) and found.source == "Coastal"


@pytest.mark.parametrize(
    "text",
    [
        '[{"uri":"urn',
        '[{"headline": 1}',
        "[3, 4",
        f'{{"uri":"urn:x:1","headline":"A","body_text":"{TEXT}","subject":[{{"code":"a"}},{{"co',
        f'{{"uri":"urn:x:1","headline":"A","body_text":"{TEXT}","subject":[{{"code":"a"}}],"x',
        f'{{"uri":"urn:x:1","headline":"A","body_text":"{TEXT}","sub',
        f'{{"archive":[{ONE},{{"u',
        f'{{3:[{ONE},{{"u',
        f'{{"_items" [{ONE},{{"u',
    ],
)
def test_no_story_is_made_of_half_of_one(text: str) -> None:
    with pytest.raises(Refused, match="not-json"):
        list(intake.items(text.encode(), form="ninjs"))
