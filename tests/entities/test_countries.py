import pytest

from slugline.entities.countries import country_of, nation_of
from slugline.entities.head_words import kind_by_head
from slugline.entities.known_names import kind_by_name
from slugline.entities.name_forms import fold


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("the U.S.", "US"),
        ("USA", "US"),
        ("Britain", "GB"),
        ("Ivory Coast", "CI"),
        ("Côte d’Ivoire", "CI"),
        ("Türkiye", "TR"),
        ("DR Congo", "CD"),
        ("Republic of the Congo", "CG"),
        ("State of Qatar", "QA"),
        ("northern Syria", "SY"),
        ("Kosovo", "XK"),
        ("Czechia", "CZ"),
        ("Viet Nam", "VN"),
        ("Philippines", "PH"),
        ("Federated States of Micronesia", "FM"),
        ("Laos", "LA"),
        ("Guinea", "GN"),
        ("Papua New Guinea", "PG"),
        ("Paris", None),
        ("French", None),
        ("", None),
    ],
)
def test_country(name: str, code: str | None) -> None:
    country = country_of(fold(name))
    assert (country.code if country else None) == code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("French", "FR"),
        ("Frenchmen", "FR"),
        ("Dutch", "NL"),
        ("Filipinos", "PH"),
        ("Swiss", "CH"),
        ("Kiwi", "NZ"),
        ("Klingon", None),
    ],
)
def test_nation(name: str, code: str | None) -> None:
    nation = nation_of(fold(name))
    assert (nation.code if nation else None) == code


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("UN", "ORG"),
        ("un", None),
        ("Philippines", "GPE"),
        ("Africans", "NORP"),
        ("Nairobi", "GPE"),
        ("Sahel", "LOC"),
        ("Ala.", "GPE"),
        ("Ramadan", "EVENT"),
        ("Covid-19", "EVENT"),
        ("Hindi", "NORP"),
        ("Koreans", "NORP"),
        ("Okinawan", "NORP"),
        ("Sikhism", "NORP"),
        ("World Food Programme", "ORG"),
        ("PA", None),
    ],
)
def test_known_names(name: str, kind: str | None) -> None:
    assert kind_by_name(name, fold(name)) == kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("ministry of health", "ORG"),
        ("bank of the north", "ORG"),
        ("dovrel police", "ORG"),
        ("lake dovrel", "LOC"),
        ("dovrel river", "LOC"),
        ("dovrel international airport", "FAC"),
        ("treaty of dovrel", "LAW"),
        ("battle of dovrel", "EVENT"),
        ("dovrel world cup", "EVENT"),
        ("dovrel province", "GPE"),
        ("dovrel tide plan", "LAW"),
        ("dovrel tide rules", "LAW"),
        ("dovrel reading programme", "PRODUCT"),
        ("project dovrel", "PRODUCT"),
        ("dovrel kelp prize", "EVENT"),
        ("best tide on film", "EVENT"),
        ("dovrel kelp futures", "ORG"),
        ("consejo de mareas", "ORG"),
        ("jabatan dovrel", "ORG"),
        ("pt dovrel makmur", "ORG"),
        ("estadio dovrel", "FAC"),
        ("dovrel playground", "FAC"),
        ("ana dovrel", None),
        ("river", None),
    ],
)
def test_heads(name: str, kind: str | None) -> None:
    assert kind_by_head(name) == kind
