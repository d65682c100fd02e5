"""NewsML 1's and NITF's fields for what stands beside a text: a row for each."""

import re
from typing import Any

import pytest

from slugline.records.story import Concept, Dateline, Link
from tests.intake.xml_samples import newsml, nitf_item, only

NEWSML1: list[tuple[str, str, str, Any]] = [
    ("m", '<Status FormalName="Usable"/><Urgency FormalName="3"/>', "urgency", 3),
    ("m", '<DerivedFrom NewsItem="urn:a"/>', "links", (Link(rel="derived-from", uri="urn:a"),)),
    ("m", '<AssociatedWith NewsItem="urn:a"/>', "links", (Link(rel="associated", uri="urn:a"),)),
    ("m", "<AssociatedWith/><DerivedFrom/>", "links", ()),
    (
        "m",
        "<FirstCreated>2026-11-02</FirstCreated><ThisRevisionCreated>2026-11-03</ThisRevisionCreated>",
        "published",
        "2026-11-03",
    ),
    ("c", '<Role FormalName="Kill"/>', "signals", ("kill",)),
    ("c", "<Comment>Check it</Comment><Comment>Twice</Comment>", "editor_note", "Check it\nTwice"),
    (
        "c",
        "<NewsLines><ByLine>By Kari Moe</ByLine><ByLine>By Jon Dahl</ByLine></NewsLines>",
        "byline",
        ("Kari Moe", "Jon Dahl"),
    ),
    ("c", "<NewsLines><SlugLine>PORT</SlugLine></NewsLines>", "slugline", "PORT"),
    ("c", "<NewsLines><CopyrightLine>Norvik</CopyrightLine></NewsLines>", "copyright", "Norvik"),
    (
        "c",
        "<RightsMetadata><Copyright><CopyrightHolder>Norvik</CopyrightHolder></Copyright></RightsMetadata>",
        "copyright",
        "Norvik",
    ),
    ("c", "<NewsLines><CreditLine>Ida Holm</CreditLine></NewsLines>", "credit", "Ida Holm"),
    ("c", "<NewsLines><RightsLine>No web</RightsLine></NewsLines>", "usage_terms", "No web"),
    (
        "c",
        "<RightsMetadata><UsageRights><UsageType>No web</UsageType></UsageRights></RightsMetadata>",
        "usage_terms",
        "No web",
    ),
    ("c", "<NewsLines><KeywordLine>port</KeywordLine></NewsLines>", "keywords", ("port",)),
    (
        "c",
        "<DescriptiveMetadata><Property FormalName='Keyword' Value='port'/><Property FormalName='keywords' "
        "Value='sea'/><Property FormalName='Other' Value='x'/><Property FormalName='Keyword' Value=' '/>"
        "</DescriptiveMetadata>",
        "keywords",
        ("port", "sea"),
    ),
    (
        "c",
        "<AdministrativeMetadata><Property FormalName='Author' Value='Kari Moe'/></AdministrativeMetadata>",
        "byline",
        ("Kari Moe",),
    ),
    (
        "c",
        "<AdministrativeMetadata><Property FormalName='Byline' Value='Kari Moe'/></AdministrativeMetadata>",
        "byline",
        ("Kari Moe",),
    ),
    *(
        (
            "c",
            f"<AdministrativeMetadata><Property FormalName='{name}' Value='Check"
            f" it'/></AdministrativeMetadata>",
            "editor_note",
            "Check it",
        )
        for name in ("EditorialInfo", "EditorialNote", "EdNote")
    ),
    *(
        (
            "c",
            f"<NewsLines><NewsLine><NewsLineType FormalName='{name}'/><NewsLineText>Check it</NewsLineText>"
            "</NewsLine></NewsLines>",
            "editor_note",
            "Check it",
        )
        for name in ("Advisory", "SpecialNote", "Editors")
    ),
    (
        "c",
        "<AdministrativeMetadata><Source><Party FormalName='Norvik'/></Source></AdministrativeMetadata>",
        "source",
        "Norvik",
    ),
    ("c", "<AdministrativeMetadata><Source>Norvik</Source></AdministrativeMetadata>", "source", "Norvik"),
    (
        "c",
        "<AdministrativeMetadata><Provider><Party FormalName='Norvik'/></Provider></AdministrativeMetadata>",
        "source",
        "Norvik",
    ),
    (
        "c",
        "<AdministrativeMetadata><Provider><Party FormalName='Norvik'/></Provider></AdministrativeMetadata>",
        "provider",
        "Norvik",
    ),
    ("c", "<DescriptiveMetadata><Genre FormalName='Analysis'/></DescriptiveMetadata>", "genre", "Analysis"),
    (
        "c",
        "<DescriptiveMetadata><Genre FormalName='Analysis'/></DescriptiveMetadata>",
        "signals",
        ("analysis",),
    ),
    *(
        (
            "c",
            f"<DescriptiveMetadata><SubjectCode><{tag}"
            f" FormalName='03000000'/></SubjectCode></DescriptiveMetadata>",
            "subjects",
            (Concept(qcode="subj:03000000", name=None, scheme="subj"),),
        )
        for tag in ("Subject", "SubjectMatter", "SubjectDetail", "SubjectQualifier")
    ),
    (
        "c",
        "<DescriptiveMetadata><SubjectCode><Subject FormalName='03000000' Scheme='IptcSubjectCodes'/>"
        "<Other FormalName='04000000'/></SubjectCode></DescriptiveMetadata>",
        "subjects",
        (Concept(qcode="subj:03000000", name=None, scheme="subj"),),
    ),
    (
        "c",
        "<DescriptiveMetadata><SubjectCode><Subject FormalName='03000000' Scheme='own'/><Subject "
        "FormalName='FIR'/></SubjectCode></DescriptiveMetadata>",
        "subjects",
        (Concept(qcode="03000000", name=None, scheme="own"), Concept(qcode="FIR", name=None, scheme=None)),
    ),
    (
        "c",
        "<DescriptiveMetadata><SubjectCode><Subject/><Subject FormalName='0300000'/>"
        "<Subject FormalName='04000000' Scheme='IptcSubjectCode'/></SubjectCode></DescriptiveMetadata>",
        "subjects",
        (
            Concept(qcode="0300000", name=None, scheme=None),
            Concept(qcode="subj:04000000", name=None, scheme="subj"),
        ),
    ),
    *(
        (
            "c",
            f"<DescriptiveMetadata><Location HowPresent='Origin'><Property"
            f" FormalName='{part}' Value='Ostvik'/>"
            "<Property FormalName='Country' Value='NOR'/></Location></DescriptiveMetadata>",
            "places",
            (Concept(qcode="NOR", name="Ostvik", scheme=None),),
        )
        for part in ("Sublocation", "City", "Area", "CountryArea")
    ),
    (
        "c",
        "<DescriptiveMetadata><Location><Property FormalName='City' Value='Bergen'/></Location><Location "
        "HowPresent='origin'><Property FormalName='Area'"
        " Value='Vest'/><Property FormalName='City' Value='Ostvik'/>"
        "</Location></DescriptiveMetadata>",
        "dateline",
        Dateline(place="Ostvik", date=None),
    ),
    ("i", "<NameLabel>PORT</NameLabel>", "slugline", "PORT"),
]


@pytest.mark.parametrize(("where", "source", "field", "expected"), NEWSML1)
def test_newsml_1(where: str, source: str, field: str, expected: Any) -> None:
    if where == "i":
        data = newsml().replace(b"</Identification>", source.encode() + b"</Identification>")
    else:
        data = newsml(**{"m": {"management": source}, "c": {"component": source}}[where])
    assert getattr(only("newsml1", data), field) == expected


NITF: list[tuple[str, str, Any]] = [
    (
        '<doc.rights type="Web" limitations="No archive" geography="Norway"/>',
        "usage_terms",
        "Web\nNo archive\nNorway",
    ),
    ('<doc.rights owner="Norvik"/>', "copyright", "Norvik"),
    ('<doc.copyright year="2026" holder="Norvik"/>', "copyright", "2026 Norvik"),
    ('<doc.copyright year="2026"/>', "copyright", "2026"),
    ('<doc-id regsrc="NVK" id-string="a"/>', "source", "NVK"),
    (
        '<evloc city="Ostvik" iso-cc="NO" state-prov="Norden"/>',
        "places",
        (Concept(qcode="NO", name="Ostvik", scheme=None),),
    ),
    ('<evloc state-prov="Norden"/>', "places", (Concept(qcode=None, name="Norden", scheme=None),)),
    *(
        (
            f"<identified-content><location"
            f' location-code="NO"><{part}>Ostvik</{part}></location></identified-content>',
            "places",
            (Concept(qcode="NO", name="Ostvik", scheme=None),),
        )
        for part in ("sublocation", "city", "state", "region", "country")
    ),
    (
        '<identified-content><location value="NO">Ostvik</location></identified-content>',
        "places",
        (Concept(qcode="NO", name="Ostvik", scheme=None),),
    ),
    (
        '<identified-content><classifier idsrc="NVK" value="FIR">Fire</classifier></identified-content>',
        "subjects",
        (Concept(qcode="FIR", name="Fire", scheme=None),),
    ),
    (
        '<identified-content><classifier value="fire"/></identified-content>',
        "subjects",
        (Concept(qcode=None, name="fire", scheme=None),),
    ),
    ('<key-list><keyword key="a"/><keyword key=" "/><keyword/></key-list>', "keywords", ("a",)),
    ('<correction id-string="urn:a"/>', "links", (Link(rel="corrects", uri="urn:a"),)),
    (
        '<del-list><from-src id-string="urn:a"/><from-src/></del-list>',
        "links",
        (Link(rel="derived-from", uri="urn:a"),),
    ),
    ('<ed-msg msg-type="kill" info="Wrong"/>', "editor_note", "Wrong"),
    ('<ed-msg msg-type="kill"/>', "signals", ("kill",)),
    ('<fixture fix-id="Obituary"/>', "signals", ("obituary",)),
    ('<series series.part="2"/>', "take", None.__class__),
    ('<series series.part="x" series.totalpart="2"/>', "take", None),
    ('<series series.part="0" series.totalpart="2"/>', "take", None),
    ('<series series.part="12345" series.totalpart="2"/>', "take", None),
    ('<du-key key="PORT"/>', "slugline", "PORT"),
]


@pytest.mark.parametrize(("docdata", "field", "expected"), NITF)
def test_nitf(docdata: str, field: str, expected: Any) -> None:
    found = getattr(only("nitf", nitf_item(docdata)), field)
    if expected is type(None):
        assert (found.number, found.of) == (2, None)
        return
    assert found == expected


@pytest.mark.parametrize(
    ("status", "rel"),
    [("canceled", "kills"), ("stat:withheld", "withholds"), ("", "replaces"), ("odd", "replaces")],
)
def test_what_nitf_does_to_another_item(status: str, rel: str) -> None:
    told = f'<docdata management-doc-idref="urn:a" management-idref-status="{status}">'
    story = only("nitf", nitf_item().replace(b"<docdata>", told.encode()))
    assert [(one.rel, one.uri) for one in story.links] == [(rel, "urn:a")]


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ('refnum="03000000"', ("subj:03000000", None)),
        ('refnum="03000000" ipr="IPTC"', ("subj:03000000", None)),
        ('refnum="0300000"', ("0300000", None)),
        ('refnum="0300000x"', ("0300000x", None)),
        ('refnum="FIR" ipr="NVK"', ("FIR", None)),
        ('refnum="03000000" ipr="NVK"', ("03000000", None)),
        ('code="FIR" type="Fire"', ("FIR", "Fire")),
        ('refnum="1" detail="Hall" matter="Fire" type="Disaster"', ("1", "Hall")),
        ('refnum="1" detail=" " matter="Fire"', ("1", "Fire")),
    ],
)
def test_subjects_of_nitf(subject: str, expected: tuple[str, str | None]) -> None:
    told = "<tobject><tobject.subject " + re.sub(r"(\w+)=", r"tobject.subject.\1=", subject) + "/>"
    story = only("nitf", nitf_item().replace(b"<head>", f"<head>{told}</tobject>".encode(), 1))
    assert [(one.qcode, one.name) for one in story.subjects] == [expected]
