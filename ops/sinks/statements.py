"""The SQL of docs/consuming.md, for any feed: the files beside this one have it for quotes."""

from pathlib import Path

HERE = Path(__file__).resolve().parent
STANDS = "current_"
"""Before a table's name: the view of what stands, if a story was moved from one partition to another."""
OFFSETS = "slugline_offsets"
"""The table that says how far each feed has been read."""


def of(file: str, table: str) -> list[str]:
    """Return the statements in ``file``, in order, with the name of the ``table`` in them.

    Stories have a uri for an id, which is no UUID.
    """
    text = (HERE / file).read_text("utf-8").replace("quotes", table)
    if table == "enriched":
        text = (
            text.replace("id uuid", "id text")
            .replace("id UUID", "id String")
            .replace("{id:UUID}", "{id:String}")
        )
    return [one.strip() for one in text.split(";") if one.strip()]
