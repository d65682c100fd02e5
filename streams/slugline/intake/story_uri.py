"""Names a story goes by: its uri, and the code of its language."""

import re

from slugline.records.ids import event_id


def made_up_uri(text: str) -> str:
    """Return a uri that is the same for the same text, always, and another for any other text."""
    return f"urn:uuid:{event_id('story', text)}"


def as_language(given: str | None) -> str | None:
    """Return a language tag in lower case with hyphens ("en", "pt-br"); None if ``given`` is none."""
    tag = (given or "").strip().lower().replace("_", "-")
    return tag if re.fullmatch(r"[a-z]{2,3}(?:-[a-z0-9]{1,8}){0,4}", tag) else None
