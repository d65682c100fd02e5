"""A feed of events carries two kinds of record; which one it is, is told by its type or its fields."""

import pytest

from slugline.decoding import decode
from slugline.kinds import KINDS, Kind
from slugline.records.cloudevents import headers
from slugline.records.codec import encode
from slugline.records.feeds import QUOTES
from slugline.records.retraction import Retraction
from slugline.records.schema_error import SchemaError
from tests.records.records import QUOTE, RETRACTION, ROW

SENT = headers(QUOTE, QUOTES, time=None)
TAKEN_BACK = headers(RETRACTION, QUOTES, time=None)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_what_takes_an_event_back_comes_from_the_feed_of_every_kind(kind: Kind) -> None:
    for what in (kind.plural, kind.feed.name, kind.feed):
        assert decode(what, encode(RETRACTION)) == RETRACTION
    assert decode(Retraction, encode(RETRACTION)) == RETRACTION


def test_the_type_in_the_headers_decides() -> None:
    assert decode("quotes", encode(RETRACTION), headers=TAKEN_BACK) == RETRACTION
    assert decode("quotes", encode(QUOTE), headers=SENT) == QUOTE
    assert decode("quotes", encode(QUOTE), headers=[("traceparent", None)]) == QUOTE
    for value, told in ((QUOTE, TAKEN_BACK), (RETRACTION, SENT)):
        with pytest.raises(SchemaError, match="missing"):
            decode("quotes", encode(value), headers=told)


def test_a_record_that_is_no_object_is_no_retraction() -> None:
    with pytest.raises(SchemaError, match="expected object"):
        decode("quotes", b'["retracted"]')


def test_internal_feeds_are_decoded_by_their_name() -> None:
    assert decode("wire.stories.register.v1", encode(ROW)) == ROW
    assert decode("wire.stories.held.v1", b"It rained.") == decode("stories", b"It rained.")
