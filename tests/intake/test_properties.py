"""What holds for every story that can be read."""

import json
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from slugline.intake import read
from slugline.intake.formats.plain_text import read_text
from slugline.intake.refused import Refused
from slugline.records.codec import build, encode, parse
from slugline.records.story import Story

PIECES = [
    "World", "Rutte says allies 'agree' on talks", "By Jane Okafor, Reuters", "Jane Okafor | 13.02.2025",
    "GENEVA",
    "GENEVA, Feb 13 (Reuters) - The talks began on Monday, officials said.", "  • A bullet", "- one", "- two",
    "\u201cWe agree,\u201d he said. \u201cBut not today.", "FILE PHOTO: A man. REUTERS/Ana Silva",
    "...",
    "Share", "Bu haberi paylaşın", "(Reporting by Ana Silva; Editing by Tom Lee)", "Related topics",
    "\xa0", "\x85x",
    "All rights reserved. Contact us.", "a line broken to\nfit a column goes\non and on", "13 février 2025",
    "\u200b", "A" * 130,
]  # fmt: skip
TEXTS = st.lists(
    st.tuples(
        st.sampled_from(PIECES) | st.text(max_size=30), st.sampled_from(["\n", "\n\n", "\r\n", " ", "\n    "])
    ),
    max_size=14,
).map(lambda parts: "".join(piece + gap for piece, gap in parts))

LEAF = st.none() | st.booleans() | st.integers(-3, 3) | st.floats(allow_nan=False) | TEXTS
VALUE: st.SearchStrategy[Any] = st.recursive(
    LEAF,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
BODIES = st.lists(
    st.fixed_dictionaries(
        {"value": TEXTS},
        optional={"role": LEAF, "contentType": st.sampled_from(["text/html", "text/plain", 3])},
    ),
    max_size=3,
)
ITEMS = st.fixed_dictionaries(
    {},
    optional={
        "uri": st.text(max_size=8) | VALUE, "version": st.sampled_from(["2", 3, 1.0, 0,
        "x", None, True, 1e300]),
        "headline": TEXTS | VALUE, "body_html": TEXTS.map(lambda text: f"<p>{text}</p><li>{text}") | VALUE,
        "body_text": TEXTS, "headlines": BODIES | VALUE, "bodies": BODIES | VALUE, "byline": TEXTS | VALUE,
        "dateline": VALUE
        | st.fixed_dictionaries({"text": TEXTS, "located": VALUE}), "located": VALUE, "infoSources": VALUE,
        "pubstatus": st.sampled_from(["usable", "canceled", "withheld", "spiked", 1]),
        "versionCreated": VALUE,
        "embargoed": st.sampled_from(["2025-01-01T00:00:00+0100", "soon", 3]),
        "language": TEXTS,
        "versioncreated": st.sampled_from(["2025-01-01", "2025-01-01 10:00",
        "2025-01-01T10:00:00.5+01", "x"]),
        "authors": VALUE, "source": VALUE, "slugline": VALUE,
        "type": st.sampled_from(["text", "picture", 1]),
    },
)  # fmt: skip


def holds(story: Story) -> None:
    end = 0
    for zone in story.zones:
        assert end <= zone.start < zone.end <= len(story.text), "in order, in range, apart"
        assert story.text[zone.start : zone.end].strip(), "no zone is blank"
        end = zone.end
    assert build(Story, parse(encode(story))) == story, "it fits its record"


@settings(max_examples=150, deadline=None)
@example(text="World\n")
@example(text="A")
@given(TEXTS)
def test_plain_text(text: str) -> None:
    try:
        story = read_text(text)
    except Refused as refused:
        assert refused.reason == "control-characters" or not any(map(str.isalnum, text))
        return
    assert story.text == text
    inside = {at for zone in story.zones for at in range(zone.start, zone.end)}
    assert not any(char.isalnum() for at, char in enumerate(text) if at not in inside), (
        "every word has a zone"
    )
    holds(story)
    assert read_text(text) == story


@settings(max_examples=150, deadline=None)
@given(ITEMS)
def test_ninjs_items(item: dict[str, Any]) -> None:
    value = json.dumps(item).encode()
    try:
        story = read(value)
    except Refused:
        return
    holds(story)
    assert read(value) == story
