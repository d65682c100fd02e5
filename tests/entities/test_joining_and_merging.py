"""Names joined and parted, and merged into entities."""

import re

import pytest

from slugline.entities.body_fields import with_fields
from slugline.entities.geonames import Place
from slugline.entities.joining import join_and_part
from slugline.entities.merging import best_name, merge, organisations
from slugline.entities.name_spans import NameSpan
from slugline.entities.places import settle_places
from slugline.entities.same_person import by_person, same_person
from slugline.records.zones import ZoneKind
from tests.entities.docs import spans


@pytest.mark.parametrize(
    ("text", "names", "joined"),
    [
        # a person's name grows and loses its titles
        ("President Ana Silva end", "President Ana=PERSON; Silva=PERSON", "Ana Silva=PERSON"),
        ("Juan de Dios García end", "Juan de Dios=PERSON; García=PERSON", "Juan de Dios García=PERSON"),
        ("Dov Ana Silva end", "Silva=PERSON", "Dov Ana Silva=PERSON"),
        ("Ana Silva Marsk end", "Ana Silva=PERSON", "Ana Silva Marsk=PERSON"),
        ("de Dovrel end", "Dovrel=PERSON", "de Dovrel=PERSON"),
        ("J. Dovrel end", "Dovrel=PERSON", "J. Dovrel=PERSON"),
        ("Dovrel-marsk end", "Dovrel=PERSON", "Dovrel-marsk=PERSON"),
        ("Dovrel - marsk end", "Dovrel=PERSON", "Dovrel - marsk=PERSON"),
        ("Dovrel - marsk - end", "Dovrel=PERSON", "Dovrel=PERSON"),
        ("Dovrel I end", "Dovrel=PERSON", "Dovrel=PERSON"),
        # the last words of what an office is for, up to a given name or the last two words
        ("Minister for Women and Equalities Ana Silva", "Equalities Ana Silva=PERSON", "Ana Silva=PERSON"),
        ("Minister for Women and Sea Work Ana Silva", "Sea Work Ana Silva=PERSON", "Ana Silva=PERSON"),
        ("Minister for Women and Equalities Dov Marsk", "Equalities Dov Marsk=PERSON", "Dov Marsk=PERSON"),
        ("Minister for Women and Ana Silva Marsk", "Ana Silva Marsk=PERSON", "Ana Silva Marsk=PERSON"),
        ("Minister for Women and Dovrel Marsk", "Dovrel Marsk=PERSON", "Dovrel Marsk=PERSON"),
        ("Minister for Women and Equalities Ana Silva", "Ana Silva=PERSON", "Ana Silva=PERSON"),
        ("Minister for Women and Equalities Dov Marsk", "Dov Marsk=PERSON", "Dov Marsk=PERSON"),
        ("Women and Equalities Ana Silva", "Equalities Ana Silva=PERSON", "Equalities Ana Silva=PERSON"),
        ("I Dovrel end", "Dovrel=PERSON", "Dovrel=PERSON"),
        ("Monday Dovrel end", "Dovrel=PERSON", "Dovrel=PERSON"),
        ("Minister Dovrel end", "Dovrel=PERSON", "Dovrel=PERSON"),
        ("Now Dovrel end", "Dovrel=PERSON", "Dovrel=PERSON"),
        ("Kenya Dovrel end", "Kenya=GPE; Dovrel=PERSON", "Kenya=GPE Dovrel=PERSON"),
        ("Kenya Dovrel end", "Dovrel=PERSON", "Dovrel=PERSON"),
        ("Dovrel Minister end", "Dovrel=PERSON", "Dovrel=PERSON"),
        ("Ba Ce De Ef end", "Ef=PERSON", "Ce De Ef=PERSON"),
        ("Ba Ce De Ef end", "Ce De Ef=PERSON", "Ba Ce De Ef=PERSON"),
        ("Ba Ce De Ef Ge end", "Ce De Ef Ge=PERSON", "Ce De Ef Ge=PERSON"),
        ("Ba Ce De Ef Ge end", "Ba Ce De Ef=PERSON", "Ba Ce De Ef=PERSON"),
        ("Mr Dovrel Ola end", "Mr Dovrel=PERSON", "Dovrel Ola=PERSON"),
        ("Dov\nDovrel end", "Dovrel=PERSON", "Dovrel=PERSON"),
        # halves of a person's name, not too long
        ("Ba Ce De Ef end", "Ba Ce=PERSON; De Ef=PERSON", "Ba Ce De Ef=PERSON"),
        ("Marsk Mayor Ana Silva end", "Marsk Mayor=PERSON; Ana Silva=PERSON", "Ana Silva=PERSON"),
        ("Ba Ce De Ef Ge Ha end", "Ba Ce De=PERSON; Ef Ge Ha=PERSON", "Ba Ce De=PERSON Ef Ge Ha=PERSON"),
        ("Ba  Ce end", "Ba=PERSON; Ce=PERSON", "Ba=PERSON Ce=PERSON"),
        # directions, kinds of state and of place
        ("northern Dovrel end", "Dovrel=GPE", "northern Dovrel=GPE"),
        ("north-western Dovrel end", "Dovrel=LOC", "north-western Dovrel=LOC"),
        ("northern Dovrel end", "Dovrel=ORG", "Dovrel=ORG"),
        ("northern Dovrels end", "Dovrels=NORP", "Dovrels=NORP"),
        ("the State of Dovrel end", "Dovrel=GPE", "State of Dovrel=GPE"),
        ("the Government of the Dovrel end", "Dovrel=GPE", "Government of the Dovrel=ORG"),
        ("the State of Dovrel end", "Dovrel=LOC", "Dovrel=LOC"),
        ("the Government of Dovrel province end", "Dovrel=LOC", "Dovrel province=LOC"),
        ("Dovrel province end", "Dovrel=GPE", "Dovrel province=GPE"),
        ("Dovrel province of old", "Dovrel=GPE", "Dovrel=GPE"),
        ("northern Dovrel province end", "Dovrel=GPE", "Dovrel province=GPE"),
        # what follows in capitals makes it another thing's name
        ("Dovrel Police end", "Dovrel=GPE", "Dovrel Police=ORG"),
        ("Dovrels Police end", "Dovrels=NORP", "Dovrels Police=ORG"),
        ("Dovrel Police Ana end", "Dovrel=GPE; Ana=PERSON", "Dovrel Police=ORG Ana=PERSON"),
        ("Dovrel President Bank end", "Dovrel=GPE", "Dovrel=GPE"),
        ("DOVREL FLOOD TALKS end", "DOVREL=GPE", "DOVREL=GPE"),
        ("DOVREL KELP CORP end", "DOVREL=GPE", "DOVREL KELP CORP=ORG"),
        ("DOV TV end", "DOV=GPE", "DOV=GPE"),
        ("Dovrel City end", "Dovrel=GPE", "Dovrel=GPE"),
        ("Dovrel People end", "Dovrel=GPE", "Dovrel=GPE"),
        ("Dovrel Marsk end", "Dovrel=GPE", "Dovrel=GPE"),
        # a place and the organisation named after it
        ("Dovrel Works end", "Dovrel=GPE; Works=ORG", "Dovrel Works=ORG"),
        ("Dovrels Works end", "Dovrels=NORP; Works=ORG", "Dovrels Works=ORG"),
        ("Dovrel WORKS end", "Dovrel=GPE; WORKS=ORG", "Dovrel=GPE WORKS=ORG"),
        ("Dovrel Works end", "Dovrel=LOC; Works=ORG", "Dovrel=LOC Works=ORG"),
        ("Dovrel Works end", "Dovrel=GPE; Works=FAC", "Dovrel=GPE Works=FAC"),
        ("Dovrel  Works end", "Dovrel=GPE; Works=ORG", "Dovrel=GPE Works=ORG"),
        ("Sri Lanka end", "Sri=ORG; Lanka=LAW", "Sri Lanka=LAW"),
        ("Trinidad and Tobago end", "Trinidad=GPE; Tobago=GPE", "Trinidad and Tobago=GPE"),
        ("Kenya and Ghana end", "Kenya=GPE; Ghana=GPE", "Kenya=GPE Ghana=GPE"),
        ("Trinidad and so Tobago end", "Trinidad=GPE; Tobago=GPE", "Trinidad=GPE Tobago=GPE"),
        # two in one
        ("Ana Silva and Dov Marsk end", "Ana Silva and Dov Marsk=PERSON",
         "Ana Silva=PERSON Dov Marsk=PERSON"),
        ("Ana, Dov and Wen end", "Ana, Dov and Wen=PERSON", "Ana=PERSON Dov=PERSON Wen=PERSON"),
        ("Ana & Dov end", "Ana & Dov=ORG", "Ana & Dov=ORG"),
        ("Ana Silva of Dovrel end", "Ana Silva of Dovrel=PERSON", "Ana Silva=PERSON"),
        ("Marsk or Marsk's Dov end", "Marsk=GPE; Marsk's Dov=ORG", "Marsk=GPE Marsk=ORG Dov=ORG"),
        ("Marsk or Marsk’s dov end", "Marsk=GPE; Marsk’s dov=ORG", "Marsk=GPE Marsk’s dov=ORG"),
        ("Marsk's Dov end", "Marsk's Dov=ORG", "Marsk's Dov=ORG"),
    ],
)  # fmt: skip
def test_joined_and_parted(text: str, names: str, joined: str) -> None:
    for before in ("", "xx "):
        found = join_and_part(before + text, spans(before + text, names))
        assert " ".join(f"{span.text}={span.label}" for span in found) == joined
        assert all((before + text)[span.start : span.end] == span.text for span in found)


@pytest.mark.parametrize(
    ("text", "name", "sex"),
    [
        ("Mrs. Dovrel end", "Dovrel", "f"),
        ("Mr Dovrel end", "Dovrel", "m"),
        ("Miss Dovrel end", "Dovrel", "f"),
        ("Dr. Dovrel end", "Dovrel", ""),
        ("Mrs. Ana Silva end", "Ana Silva", ""),  # the first name tells
        ("Dovrel end", "Dovrel", ""),
    ],
)
def test_a_courtesy_title_before_a_last_name_tells_the_sex(text: str, name: str, sex: str) -> None:
    (found,) = join_and_part(text, spans(text, f"{name}=PERSON"))
    assert (found.text, found.sex) == (name, sex)


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("Director of Salt Liz Cole end", "Salt=ORG Liz Cole=PERSON"),
        ("director of the Salt Liz Cole end", "Salt=ORG Liz Cole=PERSON"),
        ("Attorney-General of the Salt Liz Cole end", "Salt=ORG Liz Cole=PERSON"),
        ("friend of Salt Liz Cole end", "Salt Liz Cole=ORG"),
        ("Director of Salt Dov Cole end", "Salt Dov Cole=ORG"),
        ("Director of Salt Liz Church end", "Salt Liz Church=ORG"),
    ],
)
def test_the_head_of_a_body_parted_from_it(text: str, joined: str) -> None:
    name = text.removesuffix(" end")[text.index("Salt") :]
    found = join_and_part(text, spans(text, f"{name}=ORG"))
    assert " ".join(f"{span.text}={span.label}" for span in found) == joined


@pytest.mark.parametrize(
    ("zone", "before", "grown"),
    [
        ("headline", "Support", "Ana Dovrel"),
        ("headline", "Maria", "Maria Ana Dovrel"),
        ("body", "Support", "Support Ana Dovrel"),
    ],
)
def test_capitals_of_a_headline_are_of_a_name_only_if_they_are_names(
    zone: ZoneKind, before: str, grown: str
) -> None:
    text = f"{before} Ana Dovrel end"
    start = text.index("Ana")
    (joined,) = join_and_part(text, [NameSpan(start, start + 10, "Ana Dovrel", "PERSON", zone)])
    assert joined.text == grown


def test_entries_of_the_authority_file_stay_as_they_are() -> None:
    text = "President Ana Silva and Dov of Sri Lanka, northern Dovrel Police, Trinidad and Tobago"
    names = (
        "President Ana=PERSON; Silva and Dov=PERSON; Sri=GPE; Lanka=ORG; Dovrel=GPE; Trinidad=GPE; Tobago=GPE"
    )
    found = spans(text, names)
    for span in found:
        span.entry = "7"
    assert join_and_part(text, found) == found
    found[-1].entry = ""
    assert len(join_and_part(text, found)) == len(found)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("ana silva", "ana silva", True),
        ("ana silva", "ana maria silva", True),
        ("ana silva", "ana silva marsk", True),
        ("maria silva", "ana maria silva", True),
        ("a silva", "ana silva", True),
        ("bob silva", "robert silva", True),
        ("ana m silva", "ana maria silva", True),
        ("ana x silva", "ana x y silva", True),
        ("b silva", "ana silva", False),
        ("an silva", "ana silva", False),
        ("ana silva", "silva ana", False),
        ("ana silva", "ana marsk", False),
        ("ana k silva", "ana maria silva", False),
        ("ana k silva", "ana m silva", False),
        ("ana maria silva", "ana marsk silva", False),
    ],
)
def test_same_person(one: str, other: str, same: bool) -> None:
    assert same_person(one.split(), other.split()) == same
    assert same_person(other.split(), one.split()) == same


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("Silva, Ana Silva, Silva", "Silva+Ana Silva+Silva"),
        ("Ana Silva, Ole Silva, Silva", "Ana Silva / Ole Silva+Silva"),  # the nearer
        ("Ana Silva, Ole Silva, Ole Silva, Ana, Silva", "Ana Silva+Ana+Silva / Ole Silva+Ole Silva"),
        ("Ana Silva, Ana Silva, Ole Silva, Silva", "Ana Silva+Ana Silva+Silva / Ole Silva"),  # the more often
        ("Silva, Ana Silva, Ole Silva", "Silva+Ana Silva / Ole Silva"),  # the first after it
        ("Ole, Ole Silva, Marsk Ole", "Ole+Marsk Ole / Ole Silva"),  # last names first
        ("Benj, Benjamin Silva", "Benj+Benjamin Silva"),
        ("Ben, Benjamin Silva", "Ben / Benjamin Silva"),
        ("Anabel, Ana Silva", "Anabel / Ana Silva"),
        ("Marsk, Ole, Marsk", "Marsk+Marsk / Ole"),
        ("Silva Jr, Silva", "Silva Jr+Silva"),
        ("A Silva, Bo Silva, Ana Silva", "A Silva+Ana Silva / Bo Silva"),
        ("Ana Maria Silva, Silva, Maria", "Ana Maria Silva+Silva+Maria"),
    ],
)
def test_mentions_by_person(text: str, groups: str) -> None:
    people = [
        NameSpan(match.start(), match.end(), match[0], "PERSON", "body")
        for match in re.finditer(r"[^,\s][^,]*", text)
    ]
    assert " / ".join("+".join(span.text for span in group) for group in by_person(people)) == groups


def each(names: str) -> list[NameSpan]:
    """Spans of names given as "Dovrel=GPE, Marsk=ORG", ORG where nothing is said."""
    found = []
    for at, name in enumerate(names.split(", ")):
        words, _, label = name.partition("=")
        found.append(NameSpan(40 * at, 40 * at + len(words), words, label or "ORG", "body"))
    return found


@pytest.mark.parametrize(
    ("names", "groups"),
    [
        ("Dovrel Works, Dovrel", "Dovrel Works+Dovrel"),
        ("Dovrel, Dovrel Works", "Dovrel+Dovrel Works"),
        ("Dovrel Works, Dovrel Salt, Dovrel", "Dovrel Works / Dovrel Salt / Dovrel"),  # of which?
        ("Dovrel Inc, Dovrel", "Dovrel Inc+Dovrel"),
        ("Dovrels, Dovrel Works", "Dovrels / Dovrel Works"),
        ("Dovrel Works, Dovrel Works Salt", "Dovrel Works+Dovrel Works Salt"),
        ("Dovrel Works, Dovrel Works Salt, Dovrel Works Sea",
         "Dovrel Works / Dovrel Works Salt / Dovrel Works Sea"),
        ("World Health Board, WHB", "World Health Board+WHB"),
        ("World Health Board, W.H.B.", "World Health Board+W.H.B."),
        ("World Health Board, Whb", "World Health Board / Whb"),
        ("World Health Board, Wide Hat Bar, WHB", "World Health Board+WHB / Wide Hat Bar"),  # the first
        # known for something by itself
        ("Kenya Works, Kenya", "Kenya Works / Kenya"),
        ("Kenyan Works, Kenyan", "Kenyan Works / Kenyan"),
        ("Unesco, Unesco Board", "Unesco / Unesco Board"),
        ("DOVREL, Dovrel Works", "DOVREL / Dovrel Works"),
        # without the place in front
        ("Nairobi Heat, Heat", "Nairobi Heat+Heat"),
        ("Sahel Heat, Heat", "Sahel Heat+Heat"),
        ("Kenyan Heat, Heat", "Kenyan Heat+Heat"),
        ("Dovrel Heat, Heat", "Dovrel Heat / Heat"),
        ("Heat, Nairobi Heatwave", "Heat / Nairobi Heatwave"),
        ("Dovrel, Marsk, Dovrel", "Dovrel+Dovrel / Marsk"),
    ],
)  # fmt: skip
def test_mentions_by_organisation(names: str, groups: str) -> None:
    found = organisations(each(names))
    assert " / ".join("+".join(span.text for span in group) for group in found) == groups
    assert all(group == sorted(group, key=lambda span: span.start) for group in found)


@pytest.mark.parametrize(
    ("names", "clusters"),
    [
        ("US=GPE, America=LOC, U.S.=GPE", ["US+America+U.S. GPE United States iso:US"]),
        ("French=NORP, France=GPE", ["French NORP French FR", "France GPE France iso:FR"]),
        ("Dovrel River=LOC, Dovrel=LOC", ["Dovrel River+Dovrel LOC Dovrel River None"]),
        ("Dovrel=LOC, Ole=LOC, Dovrel River=LOC", ["Dovrel+Dovrel River LOC Dovrel River None",
         "Ole LOC Ole None"]),
        ("Dovrel River=LOC", ["Dovrel River LOC Dovrel River None"]),
        ("Kenya River=LOC, Kenya=GPE", ["Kenya River LOC Kenya River None", "Kenya GPE Kenya iso:KE"]),
        ("Calif.=GPE, California=GPE", ["Calif.+California GPE California iso:US-CA"]),
        ("Salt=LAW, Salt=EVENT", ["Salt LAW Salt None", "Salt EVENT Salt None"]),
        ("Dovrel=FAC, Dovrel=GPE, Dovrel=GPE", ["Dovrel+Dovrel+Dovrel GPE Dovrel None"]),
        ("Dovrel=ORG, Dovrel=PERSON", ["Dovrel ORG Dovrel None", "Dovrel PERSON Dovrel None"]),
        ("Ana Silva=PERSON, Dovrel=ORG, Silva=PERSON", ["Ana Silva+Silva PERSON Ana Silva None",
         "Dovrel ORG Dovrel None"]),
    ],
)  # fmt: skip
def test_clusters(names: str, clusters: list[str]) -> None:
    spans = each(names)
    settle_places(" " * 1000, spans)
    found = [
        f"{'+'.join(span.text for span in one.spans)} {one.label} {one.name} "
        f"{one.place.key if one.place else one.country}"
        for one in merge(spans)
    ]
    assert found == clusters


def test_an_entry_of_the_authority_file_has_one_cluster() -> None:
    found = each("Silva=PERSON, Ana Silva=PERSON, Marsk=ORG, Ana Brek=PERSON, Dov=PERSON")
    for at, entry in ((1, "7"), (2, "7"), (3, "9")):
        found[at].entry = entry
    clusters = [(one.entry, "+".join(span.text for span in one.spans)) for one in merge(found)]
    assert clusters == [("7", "Silva+Ana Silva+Marsk"), ("9", "Ana Brek"), ("", "Dov")]


@pytest.mark.parametrize(
    ("texts", "label", "name"),
    [
        ("Ana, Ana Silva", "PERSON", "Ana Silva"),
        ("ANA SILVA, Ana", "PERSON", "Ana"),
        ("Ana Silva, Ane Silva, Ane Silva", "PERSON", "Ane Silva"),
        ("Ana Silva, Ane Silva", "PERSON", "Ana Silva"),
        ("Ana\nSilva", "PERSON", "Ana Silva"),
        ("ANA SILVA", "PERSON", "Ana Silva"),
    ],
)
def test_best_name(texts: str, label: str, name: str) -> None:
    assert best_name(texts.split(", "), label) == name


@pytest.mark.parametrize(
    ("text", "names", "grown"),
    [
        ("The Ministry of Tides and Kelp met.", "Ministry of Tides=ORG", "Ministry of Tides and Kelp"),
        ("The Ministry of Tides, Kelp and Salt Use met.", "Ministry of Tides=ORG; Salt Use=ORG",
         "Ministry of Tides, Kelp and Salt Use"),
        ("The Ministry of Gender, Labour and Tides met.", "Ministry of Gender=ORG; Labour=ORG",
         "Ministry of Gender, Labour and Tides"),
        ("The Dovrel Office for Tides & Kelp met.", "Dovrel Office for Tides=ORG",
         "Dovrel Office for Tides & Kelp"),
        ("The Ministry of Tides and Labour met.", "Ministry of Tides=ORG; Labour=ORG",
         "Ministry of Tides|Labour"),
        ("A Ministry of Tides and Kenya met.", "Ministry of Tides=ORG; Kenya=GPE", "Ministry of Tides|Kenya"),
        ("The Ministry of Tides and Ana Roe met.", "Ministry of Tides=ORG; Ana Roe=PERSON",
         "Ministry of Tides|Ana Roe"),
        ("The Ministry of Tides and Dovrel Bank met.", "Ministry of Tides=ORG; Dovrel Bank=ORG",
         "Ministry of Tides|Dovrel Bank"),
        ("The Ministry of Tides and Parliament met.", "Ministry of Tides=ORG", "Ministry of Tides"),
        ("The Ministry of Tides and Kelp Minister Roe met.", "Ministry of Tides=ORG; Roe=PERSON",
         "Ministry of Tides|Roe"),
        ("The Ministry of Tides and others met.", "Ministry of Tides=ORG", "Ministry of Tides"),
        ("The Ministry of Tides, Kelp met.", "Ministry of Tides=ORG", "Ministry of Tides"),
        ("The Ministry of Kenya and Tides met.", "Ministry of Kenya=ORG", "Ministry of Kenya"),
        ("The Friends of Tides and Kelp met.", "Friends of Tides=ORG", "Friends of Tides"),
        ("The Ministry of Tides and Kelp met.", "Ministry of Tides=LAW", "Ministry of Tides"),
    ],
)  # fmt: skip
def test_a_body_for_several_things(text: str, names: str, grown: str) -> None:
    assert "|".join(span.text for span in with_fields(text, spans(text, names))) == grown


def test_a_body_of_the_authority_file_is_not_grown() -> None:
    marked = spans("The Ministry of Tides and Kelp met.", "Ministry of Tides=ORG")
    marked[0].entry = "Q1"
    assert with_fields("The Ministry of Tides and Kelp met.", marked) == marked


def test_a_mention_of_no_place_is_of_the_place_that_its_name_means_elsewhere_in_every_process() -> None:
    for number in range(40):  # hashes of words differ from process to process: so many do not agree by chance
        place = Place("town", f"ZZ-{number}", f"{number}", people=number)
        told, untold = (
            NameSpan(at, at + 6, "Dovrel", "GPE", "body", place=one) for at, one in ((9, place), (0, None))
        )
        (cluster,) = merge([untold, told])
        assert (cluster.place, [one.start for one in cluster.spans]) == (place, [0, 9])
