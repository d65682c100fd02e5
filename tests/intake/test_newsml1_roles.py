"""NewsML 1: what the text of a component is, by the role that providers give it."""

import pytest

from tests.intake.xml_samples import newsml, only, zones

MAIN, OTHER = "The port reopened.", "Four were hurt in the fire."
KINDS = {
    "body": ("", "Main", "Body", "Text", "Story", "Article", "Content", "Short", "Long", "News", "Alert"),
    "standfirst": ("Lead", "Abstract", "Summary", "Standfirst", "Ingress", "Synopsis"),
    "headline": ("Title", "Headline"),
    "caption": ("Caption",),
    "": ("Stylesheet", "Contact", "TweetText", "Logo", "Thumbnail", "Photo", "Picture", "Graphic", "Image"),
}


@pytest.mark.parametrize(("kind", "role"), [(kind, role) for kind, roles in KINDS.items() for role in roles])
def test_a_role(kind: str, role: str) -> None:
    item = (
        "<ContentItem><DataContent><nitf><body><body.content><p>{}</p></body.content></body></nitf>"
        "</DataContent></ContentItem>"
    )
    parts = "".join(
        f'<NewsComponent><Role FormalName="{name}"/>{item.format(text)}</NewsComponent>'
        for name, text in (("Main", MAIN), (role, OTHER))
    )
    before, _, rest = newsml().decode().partition("<ContentItem>")
    found = zones(only("newsml1", f"{before}{parts}{rest.partition('</ContentItem>')[2]}".encode()))
    assert ("body", MAIN) in found
    assert [one for one, text in found if text == OTHER] == ([kind] if kind else [])


def with_content(content: str, before: str = "") -> bytes:
    """Return an item of one text, with another content item behind it."""
    whole = newsml().decode()
    return (
        whole.replace("<ContentItem>", f"{before}<ContentItem>", 1)
        .replace("</ContentItem>", f"</ContentItem><ContentItem>{content}</ContentItem>", 1)
        .encode()
    )


TEXT = f"<DataContent><p>{OTHER}</p></DataContent>"


@pytest.mark.parametrize(
    ("content", "taken"),
    [
        (TEXT, True),
        (f'<MediaType FormalName="Text"/>{TEXT}', True),
        (f'<MediaType FormalName="ComplexData"/>{TEXT}', True),
        (f'<MediaType FormalName="Photo"/>{TEXT}', False),
        (f'<MediaType FormalName="Graphic"/>{TEXT}', False),
        (f'<MimeType FormalName="text/html"/>{TEXT}', True),
        *(
            (f'<MimeType FormalName="{kind}"/>{TEXT}', False)
            for kind in ("image/jpeg", "Video/mp4", "audio/x")
        ),
        (f'<MimeType FormalName="text/css"/>{TEXT}', False),
        (f'<Encoding Notation="Base64">{TEXT}</Encoding>', False),
        ("<DataContent/>", False),
    ],
)
def test_which_contents_are_read(content: str, taken: bool) -> None:
    assert (("body", OTHER) in zones(only("newsml1", with_content(content)))) is taken


@pytest.mark.parametrize(
    ("second", "told"),
    [
        (MAIN, [MAIN]),
        (OTHER, [MAIN, OTHER]),
        (MAIN.upper(), [MAIN, MAIN.upper()]),
        (f" {MAIN[:4]} {MAIN[4:]}", [MAIN]),
    ],
)
def test_two_renderings_of_one_text_are_told_once(second: str, told: list[str]) -> None:
    story = only("newsml1", with_content(f"<DataContent><p>{second}</p></DataContent>"))
    assert [text for kind, text in zones(story) if kind == "body"] == told


@pytest.mark.parametrize(
    ("kind", "signal"), [("Photo", "picture"), ("video", "video"), ("Graphic", "graphic"), ("Audio", "audio")]
)
def test_what_an_item_without_a_text_is(kind: str, signal: str) -> None:
    caption = (
        '<NewsLines><NewsLine><NewsLineType FormalName="{}"/><NewsLineText>The hall.</NewsLineText>'
        f'</NewsLine></NewsLines><ContentItem Href="a"><MediaType FormalName="{kind}"/></ContentItem>'
    )
    for name in ("Caption", "CaptionLine", "PhotoCaption", "PictureCaption", "Legend"):
        story = only("newsml1", newsml(component=caption.format(name), body=""))
        assert (zones(story), story.signals) == ([("caption", "The hall.")], (signal,))


@pytest.mark.parametrize(
    ("envelope", "field", "expected"),
    [
        ("<DateAndTime>20261103T0912Z</DateAndTime>", "received", "2026-11-03T09:12:00Z"),
        ("<DateAndTime>soon</DateAndTime>", "received", None),
        ('<Priority FormalName="4"/>', "priority", "4"),
        ("<Priority>4</Priority>", "priority", "4"),
        ('<SentFrom><Party FormalName="NVK"/></SentFrom>', "provider", "NVK"),
    ],
)
def test_what_the_envelope_says(envelope: str, field: str, expected: str | None) -> None:
    data = newsml().replace(b"<NewsItem>", f"<NewsEnvelope>{envelope}</NewsEnvelope><NewsItem>".encode(), 1)
    assert getattr(only("newsml1", data), field) == expected


@pytest.mark.parametrize("where", ['xml:lang="NB"', "", "nitf"])
def test_where_a_component_says_its_language(where: str) -> None:
    data = newsml().decode()
    if where == "nitf":
        data = data.replace("<nitf>", '<nitf baselang="NB">')
    elif where:
        data = data.replace("<NewsComponent>", f"<NewsComponent {where}>")
    else:
        data = data.replace("<NewsItem>", '<NewsItem xml:lang="nb">')
    assert only("newsml1", data.encode()).language == "nb"
