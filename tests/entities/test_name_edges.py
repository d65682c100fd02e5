"""Where a name begins and ends."""

import pytest

from slugline.entities.name_edges import mended, without_titles


@pytest.mark.parametrize(
    ("text", "name", "label", "names"),
    [
        # several in a row
        ("Angola, Kenya", "Angola, Kenya", "ORG", ["Angola", "Kenya"]),
        ("Angola-Kenya", "Angola-Kenya", "FAC", ["Angola", "Kenya"]),
        ("Angola-Kenya", "Angola-Kenya", "EVENT", ["Angola-Kenya"]),
        ("Dovrel, Marsk", "Dovrel, Marsk", "GPE", ["Dovrel", "Marsk"]),
        ("Dovrel Tide, Marsk", "Dovrel Tide, Marsk", "ORG", ["Dovrel Tide", "Marsk"]),
        ("Dovrel, Marsk", "Dovrel, Marsk", "PERSON", ["Dovrel, Marsk"]),
        ("Dovrel, Inc", "Dovrel, Inc", "ORG", ["Dovrel, Inc"]),
        ("Bank of Tides, Dov", "Bank of Tides, Dov", "ORG", ["Bank of Tides, Dov"]),
        ("Dovrel, Marsk, Dov", "Dovrel, Marsk, Dov", "ORG", ["Dovrel, Marsk, Dov"]),
        ("Dovrel, inland", "Dovrel, inland", "ORG", ["Dovrel, inland"]),
        # what a body owns
        ("Dovrel Bank's Kelp Office", "Dovrel Bank's Kelp Office", "ORG", ["Dovrel Bank", "Kelp Office"]),
        ("DVR's Kelp Office", "DVR's Kelp Office", "ORG", ["DVR", "Kelp Office"]),
        ("DVRKELP's Office", "DVRKELP's Office", "ORG", ["DVRKELP's Office"]),
        ("Dovrel's Office", "Dovrel's Office", "ORG", ["Dovrel's Office"]),
        ("Dovrel Teachers' Union", "Dovrel Teachers' Union", "ORG", ["Dovrel Teachers' Union"]),
        ("Marsk Mills' Kelp Union", "Marsk Mills' Kelp Union", "ORG", ["Marsk Mills", "Kelp Union"]),
        # a people or country before a person
        ("Kenyan Ana Dovrel", "Kenyan Ana Dovrel", "PERSON", ["Kenyan", "Ana Dovrel"]),
        ("envoy to Sri Lanka Ana Dovrel", "Sri Lanka Ana Dovrel", "ORG", ["Sri Lanka", "Ana Dovrel"]),
        ("Kenyan Dovrel", "Kenyan Dovrel", "PERSON", ["Kenyan Dovrel"]),
        ("envoy, Israel Ana Dovrel", "Israel Ana Dovrel", "PERSON", ["Israel Ana Dovrel"]),
        ("Kenyan Ana Bank", "Kenyan Ana Bank", "ORG", ["Kenyan Ana Bank"]),
        ("Kenyan Ana Marsh", "Kenyan Ana Marsh", "PERSON", ["Kenyan", "Ana Marsh"]),
        ("Kenyan Ana Dovrel", "Kenyan Ana Dovrel", "FAC", ["Kenyan Ana Dovrel"]),
        # a dash, and a word that is no name
        ("Ana Dovrel - the", "Ana Dovrel - the", "PERSON", ["Ana Dovrel"]),
        ("Ana Dovrel – who", "Ana Dovrel – who", "PERSON", ["Ana Dovrel"]),
        ("Ana Dovrel - a", "Ana Dovrel - a", "PERSON", ["Ana Dovrel"]),
        ("Ana Dovrel - an", "Ana Dovrel - an", "PERSON", ["Ana Dovrel"]),
        ("Moon Jae - in", "Moon Jae - in", "PERSON", ["Moon Jae - in"]),
        ("Kim Dae - ki", "Kim Dae - ki", "PERSON", ["Kim Dae - ki"]),
        ("Dovrel - the", "Dovrel - the", "ORG", ["Dovrel - the"]),
        # a title within
        ("Charlotte Mayor Ole Dov", "Charlotte Mayor Ole Dov", "PERSON", ["Ole Dov"]),
        ("Ana Mayor Dovrel", "Ana Mayor Dovrel", "PERSON", ["Ana Mayor Dovrel"]),
        ("Marsk Governor Ole Dov", "Marsk Governor Ole Dov", "PERSON", ["Ole Dov"]),
        ("Marsk MPs Ole Dov", "Marsk MPs Ole Dov", "PERSON", ["Ole Dov"]),
        ("Marsk Senior Minister Ole Dov", "Marsk Senior Minister Ole Dov", "PERSON", ["Ole Dov"]),
        ("Ministers Ole Dov", "Ministers Ole Dov", "PERSON", ["Ole Dov"]),
        ("Ana Governor Dov", "Ana Governor Dov", "PERSON", ["Ana Governor Dov"]),
        ("Marsk bin Governor Dov", "Marsk bin Governor Dov", "PERSON", ["Marsk bin Governor Dov"]),
        ("Marsk Sultan Dov", "Marsk Sultan Dov", "PERSON", ["Marsk Sultan Dov"]),
        ("Marsk Governor", "Marsk Governor", "PERSON", ["Marsk Governor"]),
        ("Marsk Governor Fund", "Marsk Governor Fund", "ORG", ["Marsk Governor Fund"]),
        # one line only
        ("the\nOslo Fund\nmore", "\nOslo Fund\nmore", "ORG", ["Oslo Fund"]),
        ("Oslo Fund\tmore", "Oslo Fund\tmore", "ORG", ["Oslo Fund"]),
        # marks, possessives, dots
        ("“Dovrel’s” end", "“Dovrel’s”", "ORG", ["Dovrel"]),
        ("Jones' end", "Jones'", "PERSON", ["Jones"]),
        ("S's end", "S's", "ORG", ["S"]),
        ("Fund  - end", "Fund  -", "ORG", ["Fund"]),
        ("Dovrel. End", "Dovrel.", "ORG", ["Dovrel"]),
        ("Dovrel Inc. end", "Dovrel Inc.", "ORG", ["Dovrel Inc."]),
        ("U.S.A. end", "U.S.A.", "GPE", ["U.S.A."]),
        ("Calif. is", "Calif", "GPE", ["Calif."]),
        ("Calif, is", "Calif", "GPE", ["Calif"]),
        ("Ana S' end", "Ana S'", "ORG", ["Ana S"]),
        ("Dovrel. Is", "Dovrel", "GPE", ["Dovrel"]),
        # brackets
        ("Ana Silva (left", "Ana Silva (left", "PERSON", ["Ana Silva"]),
        ("Ana (Ani) Silva", "Ana (Ani) Silva", "PERSON", ["Ana (Ani) Silva"]),
        ("(Dovrel) end", "Dovrel)", "ORG", ["Dovrel"]),
        ("Dovrel (D) end", "Dovrel (D)", "ORG", ["Dovrel (D)"]),
        # prefixes
        ("anti-Dovrel end", "anti-Dovrel", "ORG", ["Dovrel"]),
        ("antiDovrel end", "antiDovrel", "ORG", ["antiDovrel"]),
        # figures
        ("Ana Silva 3 end", "Ana Silva 3", "PERSON", ["Ana Silva"]),
        ("Ana Silva +3 end", "Ana Silva +3", "PERSON", ["Ana Silva"]),
        ("Ana Silva 3 1/2 end", "Ana Silva 3 1/2", "PERSON", ["Ana Silva"]),
        ("Ana 3 Silva end", "Ana 3 Silva", "PERSON", ["Ana 3 Silva"]),
        ("Fund 2031 Bank end", "Fund 2031 Bank", "ORG", ["Fund 2031 Bank"]),
        ("Channel 4 aired", "Channel 4", "ORG", ["Channel 4"]),
        ("Fund 2031 aired", "Fund 2031", "ORG", ["Fund"]),
        ("Fund 31 aired", "Fund 31", "ORG", ["Fund 31"]),
        ("Storm 4 came", "Storm 4", "EVENT", ["Storm 4"]),
        ("42 came", "42", "ORG", []),
        # the kind of place, small words at the end
        ("Oslo district end", "Oslo district", "GPE", ["Oslo"]),
        ("Oslo district end", "Oslo district", "LOC", ["Oslo district"]),
        ("Fund of the", "Fund of", "ORG", ["Fund"]),
        ("Fund for of", "Fund for of", "ORG", ["Fund"]),
        ("New Year in Oslo", "New Year in", "EVENT", ["New Year"]),
        ("Oslo of old", "Oslo of", "GPE", ["Oslo of"]),
        # articles, sentence openers, titles
        ("The Dovrel end", "The Dovrel", "ORG", ["Dovrel"]),
        ("its Gulf end", "its Gulf", "LOC", ["Gulf"]),
        ("In Dovrel end", "In Dovrel", "GPE", ["Dovrel"]),
        ("In the Dovrel end", "In the Dovrel", "GPE", ["Dovrel"]),
        ("in dovrel end", "in dovrel", "GPE", ["in dovrel"]),
        ("A 42 end", "A 42", "ORG", ["A 42"]),
        ("The Netherlands end", "The Netherlands", "GPE", ["Netherlands"]),
        ("Mr. Dovrel end", "Mr. Dovrel", "ORG", ["Dovrel"]),
        ("Minister Dovrel end", "Minister Dovrel", "ORG", ["Minister Dovrel"]),
        ("Minister Dovrel end", "Minister Dovrel", "PERSON", ["Dovrel"]),
        ("Prime Minister Dovrel end", "Prime Minister Dovrel", "PERSON", ["Dovrel"]),
        ("Though Ana Silva end", "Though Ana Silva", "PERSON", ["Ana Silva"]),
        ("Though Dovrel end", "Though Dovrel", "ORG", ["Though Dovrel"]),
        ("Will Dovrel end", "Will Dovrel", "PERSON", ["Will Dovrel"]),
        # an office behind an organisation, a place it is in
        ("Tosa President Ana", "Tosa President", "ORG", ["Tosa"]),
        ("Tosa President, Ana", "Tosa President", "ORG", ["Tosa President"]),
        ("Tosa Vice President Ana", "Tosa Vice President", "ORG", ["Tosa"]),
        ("Tosa Senior Ana", "Tosa Senior", "ORG", ["Tosa Senior"]),
        ("Fund in Kenya end", "Fund in Kenya", "ORG", ["Fund"]),
        ("Fund in Dovrel end", "Fund in Dovrel", "ORG", ["Fund in Dovrel"]),
        # two names in one
        ("Sudan's Blue Nile end", "Sudan's Blue Nile", "LOC", ["Sudan", "Blue Nile"]),
        ("Dovrel's Kenya end", "Dovrel's Kenya", "GPE", ["Dovrel's Kenya"]),
        ("Egyptian-Israeli end", "Egyptian-Israeli", "NORP", ["Egyptian", "Israeli"]),
        ("Egyptians and Israelis end", "Egyptians and Israelis", "NORP", ["Egyptians", "Israelis"]),
        ("Kenya, Uganda end", "Kenya, Uganda", "GPE", ["Kenya", "Uganda"]),
        ("Kenya, Uganda end", "Kenya, Uganda", "LAW", ["Kenya, Uganda"]),
        ("Kenya-Dovrel end", "Kenya-Dovrel", "GPE", ["Kenya-Dovrel"]),
        ("Trinidad and Tobago end", "Trinidad and Tobago", "GPE", ["Trinidad and Tobago"]),
        # the wing of a party, whatever of it the model saw
        ("JD(S) end", "JD", "ORG", ["JD(S)"]),
        ("JD(S) end", "JD(S", "PERSON", ["JD(S)"]),
        ("CPI(ML) end", "CPI(ML)", "ORG", ["CPI(ML)"]),
        ("Congress(I) end", "Congress", "ORG", ["Congress(I)"]),
        ("Congress(IN) end", "Congress", "ORG", ["Congress"]),
        ("JD (S) end", "JD", "ORG", ["JD"]),
        ("JD(S)x end", "JD", "ORG", ["JD"]),
        ("Act(s) end", "Act", "LAW", ["Act"]),
    ],
)  # fmt: skip
def test_edges(text: str, name: str, label: str, names: list[str]) -> None:
    for before in ("", "xx "):
        whole = before + text
        start = whole.index(name, len(before))
        assert [whole[begin:end] for begin, end in mended(whole, start, start + len(name), label)] == names


@pytest.mark.parametrize(
    ("name", "bare"),
    [("Uncle Archie", "Archie"), ("Mr Palmer", "Palmer"), ("Although Mr Palmer", "Palmer"), ("Mr 4", "Mr 4")],
)
def test_titles_in_front(name: str, bare: str) -> None:
    assert name[without_titles(name, 0, len(name)) :] == bare
