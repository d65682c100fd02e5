"""The uri of a story that came without one."""

from slugline.records.ids import event_id


def made_up_uri(text: str) -> str:
    """Return a uri that is the same for the same text, always, and another for any other text."""
    return f"urn:uuid:{event_id('story', text)}"
