"""XML that is no format of stories, told by name; and what only begins like XML."""

import pytest

from slugline.intake import items
from slugline.intake.formats.table import by_suffix
from slugline.intake.formats.xml_by_name import refuse
from slugline.intake.refused import Refused


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ('<?xml version="1.0"?><stock/>', "a format that is not read here (<stock>)"),
        ('<?xml version="1.0"?><!-- a --><urlset xmlns="x">', "a sitemap"),
        ("<opml>", "a list of feeds"),
        ("<svg xmlns='x'>", "a drawing"),
        ('<?xml version="1.0"?><soap:Envelope xmlns:soap="x">', "a SOAP message"),
        ('<?xml version="1.0"?>', "no root element"),
        ('<?xml version="1.0"?><cut', "no root element"),
        ("<!DOCTYPE stock><stock/>", "<stock>"),
    ],
)
def test_told_by_name(value: str, told: str) -> None:
    with pytest.raises(Refused) as refused:
        list(items(value.encode()))
    assert refused.value.reason == "unknown-format"
    assert told in refused.value.detail


@pytest.mark.parametrize(
    "text",
    ["<GSW INC> YEAR NET\n\nShr 3 cts", "<Alert> The port is closed.", "It rained.", "< 3 per cent", "<3"],
)
def test_a_text_is_none(text: str) -> None:
    refuse(text)


@pytest.mark.parametrize("name", ["a.xml", "a.newsml", "A.NITF", "a.xml.gz"])
def test_such_a_name_does_not_tell_which_format(name: str) -> None:
    assert by_suffix(name) is None


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b'<?xml version="1.0"?><rss-like><x>a</x></rss-like>', "<rss-like>"),
        (b"{\\rtf1\\ansi Dockers return}", "a text in RTF"),
    ],
)
def test_what_begins_like_a_format_is_refused_by_its_own_name(data: bytes, why: str) -> None:
    with pytest.raises(Refused, match=why):
        list(items(data))
