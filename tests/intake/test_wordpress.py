"""WordPress: short codes, captions, paragraphs parted by blank lines, and what an export has beside posts."""

import pytest

from slugline.intake.formats import syndication
from slugline.intake.formats.wordpress import readable
from slugline.intake.refused import Refused
from slugline.records.story import Story
from tests.intake.xml_samples import zones

EXPORT = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Coast Herald</title>{}</channel></rss>"""


def entry(content: str, kind: str = "post", state: str = "publish") -> str:
    return (
        f"<item><title>Port shut</title><guid>{kind}-{state}</guid><content:encoded><![CDATA[{content}]]>"
        f"</content:encoded><wp:status>{state}</wp:status><wp:post_type>{kind}</wp:post_type></item>"
    )


def read(*entries: str) -> list[Story | Refused]:
    return list(syndication.read(EXPORT.format("".join(entries)).encode()))


def only(content: str) -> Story:
    (found,) = read(entry(content))
    assert isinstance(found, Story), found
    return found


TEXTS = {
    "blank lines": (
        "The port is shut.\n\nIt <em>opens</em> in May.",
        ["The port is shut.", "It opens in May."],
    ),
    "lines of one paragraph": ("The port\nis <b>shut</b>.", ["The port is shut."]),
    "markup parts it already": ("<p>The port\n\nis shut.</p>", ["The port is shut."]),
    "a caption": (
        '[caption id="a_9" width="300"]<a href="x"><img src="a"/></a> The hall. Photo: Ida Holm[/caption]'
        "\n\nIt burnt.",
        ["caption: The hall. Photo: Ida Holm", "It burnt."],
    ),
    "codes with settings": ('It burnt.\n\n[gallery ids="1,2"]\n\n[nv-box size=2]', ["It burnt."]),
    "codes alone": ("It burnt.\n\n[gallery]\n\n[contact-form]", ["It burnt."]),
    "a pair around words": ("<b>[dropcap]T[/dropcap]he port</b> is shut.", ["The port is shut."]),
    "an address in a pair": ("It burnt.\n\n[embed]https://v.example/1[/embed]", ["It burnt."]),
    "an address in a pair within another": (
        "It burnt. [embed][video]x[/video]y[/embed]\n\nIt opens.",
        ["It burnt.", "It opens."],
    ),
    "an end without a beginning": ("It burnt.[/embed] It fell.", ["It burnt. It fell."]),
    "an end within another": ("It burnt. [embed]x[/video]y[/embed] It fell.", ["It burnt.  It fell."]),
    "a caption that is never closed": ("[caption id=1]It burnt.", ["It burnt."]),
    "a code of one's own in a pair": ("[box]It burnt.[/box]", ["It burnt."]),
    "an equals sign behind a code": ("[color=red]It burnt.[/color]", ["It burnt."]),
    "a code that closes itself": ("[gallery /]It burnt.", ["It burnt."]),
    "capitals and figures": ("[Gallery] [1a] burnt.", ["[Gallery] [1a] burnt."]),
    "a film that does not end": ("It burnt. [video]x", ["It burnt. x"]),
    "what somebody did not say": (
        '"They [the islands] was [sic] cut off [laughs]," he said.',
        ['"They [the islands] was [sic] cut off [laughs]," he said.'],
    ),
    "blocks": (
        '<!-- wp:paragraph --><p>It burnt.</p><!-- /wp:paragraph --><figure class="wp-block-image">'
        "<img/><figcaption>The pier.</figcaption></figure>",
        ["It burnt.", "caption: The pier."],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_texts(name: str) -> None:
    content, expected = TEXTS[name]
    told = [text if kind == "body" else f"{kind}: {text}" for kind, text in zones(only(content))[1:]]
    assert told == expected


@pytest.mark.parametrize(
    ("kind", "state", "status"),
    [
        ("post", "publish", "usable"),
        ("article", "publish", "usable"),
        ("post", "draft", "withheld"),
        ("post", "future", "withheld"),
        ("post", "pending", "withheld"),
        ("post", "auto-draft", "withheld"),
        ("post", "private", "withheld"),
        ("post", "trash", "canceled"),
        ("page", "publish", None),
        ("attachment", "inherit", None),
        ("nav_menu_item", "publish", None),
    ],
)
def test_what_of_an_export_is_a_story(kind: str, state: str, status: str | None) -> None:
    found = read(entry("It burnt.", kind, state))
    assert [one.status for one in found if isinstance(one, Story)] == ([status] if status else [])
    assert not any(isinstance(one, Refused) for one in found)


AT = "2031-05-01T06:00:00Z"
GMT, LOCAL = (
    f"<wp:{name}>2031-05-01 {clock}:00:00</wp:{name}>"
    for name, clock in (("post_date_gmt", "06"), ("post_date", "08"))
)
NEVER = "<wp:post_date_gmt>0000-00-00 00:00:00</wp:post_date_gmt>"
EMBARGO = "<embargoDate>%s</embargoDate>"


@pytest.mark.parametrize(
    ("state", "more", "status", "held"),
    [
        ("future", GMT + LOCAL, "usable", AT),
        ("Future ", LOCAL, "usable", "2031-05-01T08:00:00-12:00"),
        ("future", NEVER + LOCAL, "usable", "2031-05-01T08:00:00-12:00"),
        (
            "future",
            "<pubDate>Thu, 01 May 2031 06:00:00 +0000</pubDate>",
            "usable",
            "2031-05-01T06:00:00+00:00",
        ),
        ("future", NEVER, "withheld", None),
        ("future", GMT + EMBARGO % "2031-05-02", "usable", "2031-05-02"),
        ("future", GMT + EMBARGO % "2031-05-01", "usable", AT),
        ("future", EMBARGO % "2031-05-01", "usable", "2031-05-01"),
        ("draft", GMT, "withheld", None),
        ("draft", EMBARGO % "2031-05-01", "withheld", "2031-05-01"),
        ("draft", EMBARGO % "soon", "withheld", None),
        ("publish", GMT + LOCAL, "usable", None),
        ("publish", "<pubDate>Thu, 01 May 2031 06:00:00 +0000</pubDate>", "usable", None),
    ],
)
def test_a_post_that_is_scheduled_waits_for_its_time(
    state: str, more: str, status: str, held: str | None
) -> None:
    (found,) = read(entry("It burnt.", state=state).replace("</item>", f"{more}</item>"))
    assert isinstance(found, Story)
    assert (found.status, found.embargoed) == (status, held)


@pytest.mark.dear
@pytest.mark.parametrize("piece", ["[caption]", "[caption a=1]x", "[", "[a ", "[/a]", "\n\n", "[embed]"])
def test_much_of_anything_is_read_in_bounded_time(piece: str) -> None:
    assert isinstance(readable(piece * (1_000_000 // len(piece))), str)
