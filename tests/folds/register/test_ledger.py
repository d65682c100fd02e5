from dataclasses import replace

import pytest

from slugline.folds.register.ledger import Item, Took, items, taken_back, took, took_written, written
from slugline.records import codec
from slugline.records.ids import event_id
from slugline.records.register_row import RegisterRow
from slugline.records.schema_error import SchemaError
from tests.records.records import ROW


def item(kind: str, what: str) -> Item:
    return Item(kind=kind, id=event_id(kind, "urn:a", what), what=what)


SILVA = item("entity", "Ana Silva")
PORT = item("entity", "Port of Varo")
SAID = item("quote", "We will rebuild it")


def row(*events: Item, took: tuple[Took, ...] = ()) -> RegisterRow:
    return replace(ROW, events=written(events), took=took_written(took))


def test_items_come_back_from_a_row_on_kafka() -> None:
    gone = (Took(item=SAID, reason="corrected"),)
    stored = codec.decode(RegisterRow, codec.encode(row(SILVA, PORT, took=gone)))
    assert items(stored) == (SILVA, PORT)
    assert took(stored) == gone


@pytest.mark.parametrize(
    ("before", "now", "gone"),
    [
        (None, [SILVA], []),
        (row(), [SILVA], []),
        (row(SILVA, PORT, SAID), [SILVA, PORT, SAID], []),
        (row(SILVA, PORT, SAID), [PORT], [SILVA, SAID]),
        (row(SILVA, PORT, SAID), [], [SILVA, PORT, SAID]),
        (row(SAID, SILVA), [replace(SILVA, what="A. Silva")], [SAID]),
        (row(SILVA), [replace(SILVA, kind="person")], [SILVA]),
    ],
)
def test_what_a_version_no_longer_has_is_taken_back(
    before: RegisterRow | None, now: list[Item], gone: list[Item]
) -> None:
    assert taken_back(before, now) == gone


@pytest.mark.parametrize("what", ["", "Ana\nSilva", "  Ana  Silva ", "a word " * 40])
def test_what_it_is_about_is_one_short_line(what: str) -> None:
    (back,) = items(row(replace(SILVA, what=what)))
    assert back.what == " ".join(back.what.split())
    assert len(back.what) <= 80
    assert items(row(back)) == (back,)


@pytest.mark.parametrize(
    ("events", "where"),
    [(("",), "events[0]"), (("entity",), "events[0]"), ((*written([SILVA]), "entity x Ana"), "events[1]")],
)
def test_what_is_no_item(events: tuple[str, ...], where: str) -> None:
    with pytest.raises(SchemaError, match="expected a kind, an id and words") as caught:
        items(replace(ROW, events=events))
    assert caught.value.where == where


def test_a_row_of_25_events_is_small() -> None:
    """Fifteen names, six quotes with as many words as are kept, four topics."""
    names = [item("entity", f"Chief Inspector {'ABCDEFGHIJKLMNO'[n]} Silva") for n in range(15)]
    quotes = [item("quote", f"{n} We will rebuild the bridge at Varo and the road, however long it takes")
              for n in range(6)]  # fmt: skip
    topics = [item("topic", f"economy, business and finance {n}") for n in range(4)]
    assert len(codec.encode(row(*names, *quotes, *topics))) <= 2100
