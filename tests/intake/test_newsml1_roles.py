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
