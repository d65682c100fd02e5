"""Signals: what the wire says about a story beside its copy, whether a field said it or a line of the copy.

Names: IPTC's NewsCodes for signals, item and genre where there is one, else the word of the desks in lower
case.
"""

from typing import Literal

Signal = Literal[
    "kill", "withhold", "release", "advisory", "correction", "clarification", "refile", "repeat", "update",
    "lead", "writethru", "adds", "takeout", "wrapup", "embargo", "urgent", "flash", "alert", "bulletin",
    "breaking", "exclusive", "factbox", "analysis", "timeline", "q-and-a", "explainer", "opinion", "feature",
    "interview", "profile", "obituary", "background", "summary", "schedule", "live", "test", "more", "end",
    "promotional", "garbled", "picture", "video", "graphic", "audio",
]  # fmt: skip
"""- "kill": the story is withdrawn for good; "withhold": for now; "release": it may run after all.
- "correction", "clarification": it puts an earlier version right; "refile": the same, for a fault of form.
- "repeat": sent once more; "update": newer facts; "lead", "writethru", "adds", "takeout", "wrapup": as desks
  use the words.
- "advisory": a note to editors, no story; "schedule": what is planned; "test": to be ignored.
- "flash", "bulletin", "alert", "urgent", "breaking": how fast it is to run.
- "factbox" to "live": the form of the story.
- "more", "end": it goes on in another take, or is complete.
- "promotional": paid for, or written by whom it is about; "garbled": its characters came broken.
- "picture", "video", "graphic", "audio": what the item is; its text is the caption or the shot list.
"""

LinkRel = Literal[
    "evolved-from", "corrects", "repeats", "replaces", "updates", "adds-to", "kills", "withholds", "about",
    "translation-of", "derived-from", "part-of", "associated", "see-also", "web",
    "trust",
]  # fmt: skip
"""What another item is to the story: "about" is an advisory's subject, "web" the page it is published at,
"trust" what its publisher says of how it works (a code of ethics, a correction policy)."""
