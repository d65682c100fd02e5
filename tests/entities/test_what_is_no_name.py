"""Spans that are no names, names the model did not see, titles in quote marks."""

from dataclasses import replace

import pytest

from slugline.entities.missed_names import find_missed
from slugline.entities.name_spans import NameSpan
from slugline.entities.not_names import lower_words, that_can_be_names, without_shouted
from slugline.entities.quoted_titles import with_quoted_titles
from slugline.records.zones import ZoneKind
from tests.entities.docs import build, spans


@pytest.mark.parametrize(
    ("text", "name", "kept"),
    [
        ("in May now", "May=ORG", False),  # a word of the calendar
        ("paid US$ 5", "US$=GPE", False),
        ("paid Dovrel $5", "Dovrel=GPE", False),
        ("Kenyan - rupee notes", "Kenyan=NORP", False),
        ("Kenyan-rupee notes", "Kenyan=NORP", False),
        ("Kenyan dollars", "Kenyan=NORP", False),
        ("Kenyan men", "Kenyan=NORP", True),
        ("I'm there", "I'm=ORG", False),
        ("Don’t go", "Don’t=ORG", False),
        ("They've left", "They've=ORG", False),
        ("IV met", "IV=ORG", False),
        ("XI met", "XI=PERSON", True),
        ("MCMLXX met", "MCMLXX=ORG", True),
        ("XXXVII met", "XXXVII=ORG", True),
        ("LXXXV met", "LXXXV=ORG", False),
        ("kenyan wine", "kenyan=NORP", True),  # a people may be in lower case, nothing else
        ("the coronavirus now", "coronavirus=EVENT", True),  # and an epidemic
        ("kenya wine", "kenya=GPE", False),
        ("dovrel wine", "dovrel=GPE", False),
        ("Kenya now", "Kenya=GPE", True),
        ("The Now", "The Now=WORK_OF_ART", True),
        ("The Now", "The Now=ORG", False),
        ("Now met", "Now=WORK_OF_ART", False),
        ("Former Minister", "Former Minister=ORG", False),
        ("Minister Dovrel", "Minister Dovrel=ORG", True),
        ("Colleagues left", "Colleagues=ORG", False),  # a kind of people, where a sentence begins
        ("He left. Colleagues wept", "Colleagues=ORG", False),
        ("The Colleagues left", "Colleagues=ORG", True),
        ("Carnival of carnival", "Carnival=ORG", False),
        ("CARNIVAL of carnival", "CARNIVAL=ORG", True),
        ("Dov of dov", "Dov=ORG", False),
        ("Co of co", "Co=ORG", True),
        ("Dovrel Carnival, carnival", "Dovrel Carnival=ORG", True),
        ("X met", "X=ORG", False),
        ("paid JD 243 million", "JD 243 million=ORG", False),
        ("paid JD 4,030 there", "JD=ORG", False),
        ("paid JD 6.5 there", "JD=GPE", False),
        ("paid JD 243 million", "JD=ORG", False),
        ("paid JDO 243 bn", "JDO=ORG", False),
        ("saw JD 243 there", "JD=ORG", True),
        ("saw JD 243 there", "JD 243 there=ORG", True),
        ("saw JDOT 4,030 there", "JDOT=ORG", True),
        ("saw Jd 4,030 there", "Jd=ORG", True),
        ("saw JD 4,030 there", "JD=PRODUCT", True),
        ("raised RM750mil", "RM750mil=PERSON", False),  # a currency and how much
        ("raised Rs1,200cr", "Rs1,200cr=ORG", False),
        ("raised N2.5BN", "N2.5BN=ORG", False),
        ("flew B737", "B737=PRODUCT", True),
    ],
)  # fmt: skip
def test_what_can_be_a_name(text: str, name: str, kept: bool) -> None:
    (span,) = spans(text, name)
    assert that_can_be_names(text, [span], lower_words(text)) == [span] * kept
    known = replace(span, entry="7")
    assert that_can_be_names(text, [known], lower_words(text)) == [known]


def test_one_word_of_a_byline_is_no_name() -> None:
    (span,) = spans("Dovrel met", "Dovrel=ORG")
    assert that_can_be_names("Dovrel met", [replace(span, zone="byline")], set()) == []
    (span,) = spans("Ana Dovrel met", "Ana Dovrel=ORG")
    assert that_can_be_names("Ana Dovrel met", [replace(span, zone="byline")], set())


def test_words_in_lower_case() -> None:
    assert lower_words("The rain, rain-fed at; an “two” Three x9 - one") == {"rain", "two", "one"}


def test_a_zone_in_capitals_names_only_what_another_confirms() -> None:
    text = "DOVREL AND MARSK OF KENYA AND OLE\nMr Ana Marsk spoke."
    story = build(text).story
    found = spans(text, "DOVREL=ORG; MARSK=PERSON; KENYA=GPE; OLE=PERSON; Ana Marsk=PERSON")
    found[3] = replace(found[3], entry="7")
    assert [span.text for span in without_shouted(story, found)] == ["MARSK", "KENYA", "OLE", "Ana Marsk"]
    calm = text.replace("AND", "and")
    assert len(without_shouted(build(calm).story, found)) == 5


@pytest.mark.parametrize(
    ("text", "names", "missed"),
    [
        # known in advance, the longest first
        ("Talks in Nairobi and Chile went on.", "", "Nairobi=GPE Chile=GPE"),
        ("The White House said so.", "", "White House=ORG"),
        ("He saw Nairobi Kenya.", "", "Nairobi=GPE Kenya=GPE"),
        ("He met Covid-19 there.", "", "Covid-19=EVENT"),
        ("Target fell. He met Target.", "", "Target=ORG"),  # a word, unless within a sentence
        ("BBC fell.", "", "BBC=ORG"),
        # an epidemic, in lower case too
        ("They fear monkeypox and the coronavirus.", "", "monkeypox=EVENT coronavirus=EVENT"),
        ("They fear a post-coronavirus age, coronaviruses.", "", ""),
        ("The coronavirus pandemic hit Kenya.", "coronavirus pandemic=EVENT", "Kenya=GPE"),
        # what stands for a body of the state by its capital
        ("It went to the Cabinet today.", "", "Cabinet=ORG"),
        ("It split the Crown, they said.", "", "Crown=ORG"),
        ("Cabinet met. It did.", "", ""),
        ("It thanked the Crown Prince there.", "", ""),
        ("It met at Gateway House today.", "", ""),
        ("It left Marsk House today.", "", ""),
        ("It read the House of Lords bill.", "", "House of Lords=ORG"),
        ("It read the House of Marsk bill.", "", ""),
        # acronyms
        ("The BFSB met.", "", "BFSB=ORG"),
        ("He saw NHS-2 and U.N. and B&B.", "", "NHS-2=ORG U.N.=ORG B&B=ORG"),
        ("He saw BFSBXYZ and BFSBXYZU.", "", "BFSBXYZ=ORG"),
        ("He saw PM and TV and CEO.", "", ""),
        # who speaks
        ("Toro Marsk said no.", "", "Toro Marsk=PERSON"),
        ("Toro, said he.", "", "Toro=PERSON"),
        ("Toro sank.", "", ""),
        ("“No,” said Marsk.", "", "Marsk=PERSON"),
        ("He said Mr Toro Marsk left.", "", "Toro Marsk=PERSON"),
        ("Toro Marsk Dov Brek said no.", "", ""),
        ("Toro Marsk Dov said no.", "", "Toro Marsk Dov=PERSON"),
        ("Toro Minister said no.", "", ""),
        ("President Toro said no.", "", "Toro=PERSON"),
        ("Now Toro said no.", "", "Toro=PERSON"),
        ("Now said no.", "", ""),
        ("Tuesday said no.", "", ""),
        # a given name, a head word
        ("He saw Ana Marsk there.", "", "Ana Marsk=PERSON"),
        ("He saw Ana there.", "", ""),
        ("He saw Town there.", "", ""),
        ("He saw Marsk Ana there.", "", ""),
        ("He saw Marsk Bank there.", "", "Marsk Bank=ORG"),
        ("He saw Bank there.", "", ""),
        ("He saw Ana Ba Ce De Ef Ge Ha Ij Ka El Em there.", "", "Ana Ba Ce De Ef Ge Ha Ij Ka El Em=PERSON"),
        ("He saw Ana Ba Ce De Ef Ge Ha Ij Ka El Em En there.", "", ""),
        # a town that is not small
        ("They met in Antequera again.", "", "Antequera=GPE"),
        ("They met in San Vicente again.", "", "San Vicente=GPE"),
        ("Antequera again had rain.", "", ""),
        ("They met in Skagen again.", "", ""),
        ("They met in Eugene again.", "", ""),
        # named elsewhere
        ("Toro sank. Ana Toro left.", "Ana Toro=PERSON", "Toro=PERSON"),
        ("Toro sank. Ana Toro left.", "Ana Toro=ORG", ""),
        ("Salt Road sank. The Salt Road rose.", "Salt Road=ORG", "Salt Road=ORG"),
        # without its possessive, where that is not the name's own
        ("In Kenya's north.", "", "Kenya=GPE"),
        ("He met Ana Marsk’s son.", "", "Ana Marsk=PERSON"),
        ("He ate at McDonald's twice.", "", "McDonald's=ORG"),
        # the wing of a party
        ("The CPI(M) left.", "", "CPI(M)=ORG"),
        ("The CPI left.", "", ""),
        ("The DVR(N) left.", "", "DVR(N)=ORG"),
    ],
)  # fmt: skip
def test_missed_names(text: str, names: str, missed: str) -> None:
    found = find_missed(build(text).story, spans(text, names))
    assert " ".join(f"{span.text}={span.label}" for span in found) == missed
    for span in found:
        assert text[span.start : span.end] == span.text and span.zone == "body"


def test_nothing_is_missed_where_most_words_have_capitals() -> None:
    text = "New Plan To Save Old Port Of Dovrel Said Marsk Ana Brek And BFSB Wins In Nairobi"
    assert [span.text for span in find_missed(build(text).story, [])] == ["Nairobi"]


@pytest.mark.parametrize(
    ("text", "names", "titles"),
    [
        ("She read “The Salt Road” twice.", "", "The Salt Road"),
        ('She read "Salt Road" twice.', "", "Salt Road"),
        ("She read “Salt Road,” twice.", "", "Salt Road"),
        ("She read “Salt: Road” twice.", "", "Salt: Road"),
        ("She read “Blue 42” twice.", "", "Blue 42"),
        ("She read “The Salt” twice.", "", "The Salt"),
        ("She read “A Salt” twice.", "", ""),
        ("She read “Salt of” twice.", "", ""),
        ("She read “Salt of the Road” twice.", "", "Salt of the Road"),
        ("She read “Salt road” twice.", "", ""),
        ("She read “Salt” twice.", "", ""),
        ("She read “Now Then” twice.", "", ""),
        ("She read “Prime Minister” twice.", "", ""),
        ("She read “Salt Now” twice.", "", "Salt Now"),
        ("She read “A B C D E F G H” twice.", "", "A B C D E F G H"),
        ("She read “A B C D E F G H I” twice.", "", ""),
        ("x“Salt Road” twice.", "", ""),
        ("She read “Salt Road”s twice.", "", ""),
        # what is a name already
        ("She read “The Salt Road” twice.", "Salt=ORG", "The Salt Road"),
        ("She read “The Salt Road” twice.", "The Salt Road=ORG", ""),
        ("She read “The Salt Road” twice.", "read “The Salt Road”=ORG", ""),
        ("Read “Salt Road” of Ana.", "Read “Salt=ORG; Ana=PERSON", "Salt Road"),
    ],
)  # fmt: skip
def test_titles_in_quote_marks(text: str, names: str, titles: str) -> None:
    found = with_quoted_titles(build(text).story, spans(text, names))
    assert ", ".join(span.text for span in found if span.quoted) == titles
    assert all(span.label == "WORK_OF_ART" for span in found if span.quoted)
    assert found == sorted(found, key=lambda span: span.start)
    if not titles:
        assert found == spans(text, names)
    assert ("Ana" in text) == any(span.text == "Ana" for span in found)


def test_an_entry_of_the_authority_file_is_no_part_of_a_title() -> None:
    text = "She read “The Salt Road” twice."
    (salt,) = spans(text, "Salt=ORG")
    entry = replace(salt, entry="7")
    assert with_quoted_titles(build(text).story, [entry]) == [entry]
    (before,) = spans(text, "read=ORG")
    entry = replace(before, entry="7")
    assert [span.text for span in with_quoted_titles(build(text).story, [entry])] == ["read", "The Salt Road"]


@pytest.mark.parametrize(
    ("zone", "count"), [("headline", 0), ("boilerplate", 0), ("caption", 1), ("body", 1)]
)
def test_where_titles_in_quote_marks_may_stand(zone: ZoneKind, count: int) -> None:
    story = build("“Salt Road” rose.").story
    story = replace(story, zones=tuple(replace(one, kind=zone) for one in story.zones))
    found: list[NameSpan] = with_quoted_titles(story, [])
    assert [(span.text, span.zone) for span in found] == [("Salt Road", zone)] * count


@pytest.mark.parametrize(
    ("words", "missed"),
    [
        ("Marsk Plan of Tides", "Marsk Plan of Tides=LAW"),
        ("Marsk Bank of the North Sea", "Marsk Bank of the North Sea=ORG"),
        ("Marsk Bank of tides", "Marsk Bank=ORG"),
        ("Marsk Bank for Tides", "Marsk Bank=ORG"),
        ("Marsk River of Tides", "Marsk River=LOC"),
        ("Marsk Bank of Ab Ce De Ef Ge Ha", "Marsk Bank=ORG"),
    ],
)
def test_missed_names_with_what_they_are_of(words: str, missed: str) -> None:
    text = f"They saw the old {words} there again today without asking anybody."
    assert [f"{span.text}={span.label}" for span in find_missed(build(text).story, [])] == [missed]
