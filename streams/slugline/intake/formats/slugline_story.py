"""A story as Slugline read it, as JSON: what a raw record holds whose story came in another form.

``{"slugline_story": {...}}`` with every field of the Story, zones included: nothing of what was read in a
message of many stories, or in a file of a format that the reader is told by name only, is lost on its way.
"""

from dataclasses import replace
from itertools import pairwise
from typing import get_args

from slugline.intake.control_characters import check
from slugline.intake.formats import json_fields
from slugline.intake.formats.json_fields import Item
from slugline.intake.formats.moments import as_moment
from slugline.intake.formats.terms import LONGEST_LINE, LONGEST_NOTE
from slugline.intake.language import as_language
from slugline.intake.refused import Refused, checked_uri
from slugline.records.codec import build, encode
from slugline.records.marks import GREATEST_VERSION
from slugline.records.schema_error import SchemaError
from slugline.records.story import Status, Story

FIELD = "slugline_story"
_LINES = ("headline", "source", "slugline", "priority", "genre", "credit", "provider")
_NOTES = ("usage_terms", "copyright", "editor_note")


def written(story: Story) -> bytes:
    """Return ``story`` as a raw record's value; the same for the same story, always."""
    return b"".join((b'{"', FIELD.encode(), b'":', encode(story), b"}"))


def read_item(item: Item) -> Story:
    """Return the story in ``item``. Raises Refused, for offsets that lead out of the text, too."""
    try:
        return _read(item)
    except Refused as refused:
        json_fields.name(refused, item[FIELD])
        raise


def _read(item: Item) -> Story:
    try:
        story = build(Story, item[FIELD])
    except SchemaError as error:
        where = f"{FIELD}: " if str(error) == error.problem else f"{FIELD}."
        raise Refused("wrong-type", f"{where}{error}") from error
    if story.status not in get_args(Status):  # better refused than let out
        raise Refused(
            "wrong-type", f"{FIELD}.status: {story.status[:80]!r} is not {', '.join(get_args(Status))}"
        )
    for name in ("published", "modified", "embargoed", "received"):
        moment = getattr(story, name)
        if moment is not None and as_moment(moment) is None:
            raise Refused("wrong-type", f"{FIELD}.{name}: {moment[:80]!r} is no date, and no date and time")
    if story.version > GREATEST_VERSION:
        raise Refused("wrong-type", f"{FIELD}.version: {story.version} is over {GREATEST_VERSION}")
    check(story.text, f"{FIELD}.text")
    if not checked_uri(story.uri, f"{FIELD}.uri"):
        raise Refused("control-characters", f"{FIELD}.uri: empty")
    if as_language(story.language) != story.language:
        raise Refused("wrong-type", f"{FIELD}.language: {story.language[:80]!r} is no language")
    for name in _LINES + _NOTES:
        length, longest = len(getattr(story, name) or ""), LONGEST_LINE if name in _LINES else LONGEST_NOTE
        if length > longest:
            raise Refused("wrong-type", f"{FIELD}.{name}: {length:,} characters; {longest:,} are allowed")
    bounds = [(0, 0), *((zone.start, zone.end) for zone in story.zones), (len(story.text),) * 2]
    if any(start > end for start, end in bounds) or any(one[1] > two[0] for one, two in pairwise(bounds)):
        raise Refused("wrong-type", f"{FIELD}.zones: not in order within the text")
    if story.status == "usable" and not any(map(str.isalnum, story.text)):
        emptied = replace(story, text="", zones=())
        raise Refused("missing-text", f"{FIELD}.text: no word in it", emptied=emptied)
    return story
