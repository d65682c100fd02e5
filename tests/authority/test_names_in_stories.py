from pathlib import Path

import pytest

from slugline.authority import Entry, GazetteerError, index, read
from slugline.entities import extraction
from slugline.intake.formats.plain_text import read_text
from slugline.reading.authority_names import AuthorityNames
from slugline.reading.reader import Reader, load
from slugline.reading.reading import Name
from slugline.records.events import EntityEvent
from tests.work import calls

LINES = """
{"name": "Osprey Harbour Trust", "type": "ORG", "aliases": ["the Osprey", "OHT"], "ids": {"wikidata": "Q901"}}

{"name": "Tamsin Okwuosa-Reyes", "type": "PERSON", "aliases": ["Lady Tam"], "ids": {"wikidata": "Q902"}}
{"name": "Port Velna", "type": "GPE", "ids": {"geonames": "903"}}
"""


@pytest.fixture(scope="module")
def knowing(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    path = tmp_path_factory.mktemp("gazetteer") / "names.jsonl"
    path.write_text(LINES, "utf-8")
    return load(gazetteer=(path,))


def found(reader: Reader, text: str) -> dict[str, EntityEvent]:
    story = read_text(text, uri="test:1")
    return {event.name: event for event in extraction.extract(reader.read([story])[0])}


def test_names_of_the_file_win_over_the_model_and_carry_their_ids(knowing: Reader) -> None:
    text = (
        "Shares in the Osprey fell after Tamsin Okwuosa-Reyes, its chair, left Port Velna on Monday.\n\n"
        "Okwuosa-Reyes said OHT would recover. Lady Tam, as staff call her, had led it since 2019."
    )
    events = found(knowing, text)
    trust, chair, port = (
        events[name] for name in ("Osprey Harbour Trust", "Tamsin Okwuosa-Reyes", "Port Velna")
    )
    assert (trust.entity_id, trust.type, trust.links.wikidata, trust.count) == (
        "wikidata:Q901",
        "ORG",
        "Q901",
        2,
    )
    assert (chair.entity_id, chair.type) == ("wikidata:Q902", "PERSON")
    assert [mention.text for mention in chair.mentions] == [
        "Tamsin Okwuosa-Reyes",
        "Okwuosa-Reyes",
        "Lady Tam",
    ]
    assert (port.entity_id, port.type, port.links.geonames) == ("geonames:903", "GPE", "903")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "line 2"),
        ('{"type": "ORG"}', "line 2: name: missing"),
        (
            '{"name": "X", "type": "THING"}',
            "line 2: type: invalid enum value, found 'THING'; one of PERSON, ORG",
        ),
        ('{"name": "X", "type": "ORG", "alias": []}', "line 2: alias: no such field"),
        ('{"name": "X", "type": "ORG", "ids": {"viaf": "1"}}', "line 2: ids.viaf: no such field"),
        ('{"name": " ", "type": "ORG"}', "line 2: a name or alias is empty"),
        ('{"name": "X", "type": "ORG", "aliases": [""]}', "line 2: a name or alias is empty"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, says: str) -> None:
    path = tmp_path / "names.jsonl"
    path.write_text('{"name": "Good", "type": "ORG"}\n' + line + "\n", "utf-8")
    with pytest.raises(GazetteerError) as caught:
        read(path)
    assert str(path) in str(caught.value)
    assert says in str(caught.value)


def test_an_unreadable_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "latin1.jsonl").write_bytes(b'{"name": "Caf\xe9", "type": "ORG"}')
    for path in (tmp_path / "absent.jsonl", tmp_path / "latin1.jsonl", tmp_path):
        with pytest.raises(GazetteerError, match="cannot be read"):
            read(path)


def test_work_grows_no_faster_than_the_names_of_a_story() -> None:
    files = [index.built([Entry(name=name, type="PERSON")]) for name in ("Ann Roe", "Lady Tam")]
    known = AuthorityNames(files)

    def work(count: int) -> int:
        sentence = "Ann Roe met Lady Tam. "
        story = read_text(sentence * count, uri="test:1")
        model = [
            Name(start=at, end=at + 7, label="PERSON")
            for at in range(story.text.find("Ann"), len(story.text) - 7, len(sentence))
        ]
        return calls(lambda: known(story, (), model))

    work(50)  # what is kept is made
    assert work(800) < 5 * work(200)
