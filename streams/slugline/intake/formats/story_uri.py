"""The uri of a story that came without one."""

import re
from dataclasses import replace

from slugline.intake.refused import LONGEST_URI
from slugline.records.ids import event_id
from slugline.records.story import Story

_ADDRESS = re.compile(r"(?:urn:|tag:|https?://)\S+", re.IGNORECASE)
"""What is surely meant for a uri: a key may be the name of a source or a shard, the same for many stories."""


def made_up_uri(text: str) -> str:
    """Return a uri that is the same for the same text, always, and another for any other text."""
    return f"urn:uuid:{event_id('story', text)}"


def named_by_key(story: Story, key: bytes | None) -> Story:
    """Return ``story`` with the ``key`` of its record for a uri, where it has none and the key is one."""
    told = (key or b"").decode(errors="replace")
    if told == story.uri:
        return story  # as nearly always: its text need not be hashed
    if not (_ADDRESS.fullmatch(told) and told.isprintable() and len(told) <= LONGEST_URI):
        return story
    return replace(story, uri=told) if story.uri == made_up_uri(story.text) else story
