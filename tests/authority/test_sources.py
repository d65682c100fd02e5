"""Entries from the forms that people have them in, and their faults by line."""

import bz2
import gzip
import json
from pathlib import Path

import pytest

from slugline.authority import Entry, GazetteerError, Ids
from slugline.authority.sources import form_of, read
from slugline.records.events import EntityType

TAM = Entry(
    name="Tamsin Okwuosa", type="PERSON", aliases=("Lady Tam", "T. Okwuosa"), ids=Ids(wikidata="Q901")
)
CSV = """name,type,aliases,wikidata,country,prior
Tamsin Okwuosa,PERSON,Lady Tam|T. Okwuosa,Q901,,
Port Velna,GPE,,,NO,12
"""
SPARQL = """item,itemLabel,itemAltLabel
http://www.wikidata.org/entity/Q901,Tamsin Okwuosa,Lady Tam
http://www.wikidata.org/entity/Q901,Tamsin Okwuosa,T. Okwuosa
"""
SKOS = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<http://names.example/1> a skos:Concept ; skos:prefLabel "Tamsin Okwuosa"@en, "Autre"@fr ;
  skos:altLabel "Lady Tam"@en, "T. Okwuosa" ; skos:exactMatch <http://www.wikidata.org/entity/Q901> .
"""


def claim(value: object) -> dict[str, object]:
    return {"mainsnak": {"datavalue": {"value": value}}, "rank": "normal"}


ITEM = {
    "id": "Q901", "labels": {"en": {"value": "Tamsin Okwuosa"}}, "sitelinks": {"enwiki": {}, "dewiki": {}},
    "aliases": {"en": [{"value": "Lady Tam"}, {"value": "T. Okwuosa"}]},
    "claims": {"P31": [claim({"id": "Q5"})]},
}  # fmt: skip


def found(path: Path, kind: EntityType | None = None) -> list[Entry | str]:
    return [one if isinstance(one, Entry) else str(one) for one in read(path, kind=kind)]


def test_a_table(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_text(CSV)
    assert found(path) == [TAM, Entry(name="Port Velna", type="GPE", country="NO", prior=12)]
    path.write_text(CSV.replace(",", "\t"))
    assert found(path)[0] == TAM


def test_what_a_sparql_endpoint_writes(tmp_path: Path) -> None:
    path = tmp_path / "query.csv"
    path.write_text(SPARQL)
    assert found(path, "PERSON") == [TAM]


@pytest.mark.parametrize("suffix", [".json", ".json.gz", ".json.bz2"])
def test_a_dump_of_wikidata(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"dump{suffix}"
    lines = [
        "[",
        json.dumps(ITEM) + ",",
        json.dumps(ITEM | {"claims": {}}) + ",",
        '{"id": 3}',
        "broken,",
        "]",
    ]
    data = "\n".join(lines).encode()
    path.write_bytes(
        gzip.compress(data) if "gz" in suffix else bz2.compress(data) if "bz2" in suffix else data
    )
    one, *others = found(path)
    assert isinstance(one, Entry)
    assert (one.name, one.type, one.aliases, one.ids.wikidata, one.prior) == (
        TAM.name, "PERSON", TAM.aliases, "Q901", 2.0,
    )  # fmt: skip
    assert [str(other).partition(": is no item")[0] for other in others] == [f"{path}, line 5"]


def test_skos(tmp_path: Path) -> None:
    pytest.importorskip("rdflib")
    path = tmp_path / "names.ttl"
    path.write_text(SKOS)
    (one,) = found(path, "PERSON")
    assert isinstance(one, Entry)
    assert (one.name, sorted(one.aliases), one.ids) == (TAM.name, sorted(TAM.aliases), TAM.ids)
    path.write_text("<broken")
    with pytest.raises(GazetteerError, match="is no turtle"):
        found(path, "PERSON")


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.jsonl", '{"name": "X"}', "line 1: type: missing"),
        ("a.jsonl", "\n{", "line 2: not JSON"),
        ("a.csv", "name,type\nX,THING", "line 2: type: 'THING' is none of PERSON"),
        ("a.csv", "name,type,prior\nX,ORG,many", "line 2: prior: 'many' is no number"),
        ("a.csv", "name,type\n,ORG", "line 2: name: missing"),
        ("a.csv", "name,type,prior\nX,ORG,-1", "line 2"),
    ],
)
def test_a_fault_is_told_with_its_line_and_the_rest_is_read(
    tmp_path: Path, name: str, content: str, says: str
) -> None:
    path = tmp_path / name
    good = '{"name": "Good", "type": "ORG"}' if name.endswith("jsonl") else "Good,ORG,"
    path.write_text(f"{content}\n{good}\n")
    fault, entry = found(path)
    assert f"{path}, {says}" in str(fault)
    assert isinstance(entry, Entry)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.csv", b"x,y\n1,2\n", "line 1: no column is a name"),
        ("absent.jsonl", None, "cannot be read: No such file or directory"),
        ("a.jsonl.gz", b"no gzip", "cannot be read: Not a gzipped file"),
        ("a.csv", b"name\nCaf\xe9\n", "cannot be read: 'utf-8' codec"),
    ],
)
def test_a_file_that_cannot_be_read_at_all(
    tmp_path: Path, name: str, content: bytes | None, says: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(GazetteerError) as caught:
        found(path)
    assert str(caught.value).startswith(f"{path}")
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("name", "form"),
    [("a.jsonl", "jsonl"), ("a", "jsonl"), ("-", "jsonl"), ("a.CSV", "csv"), ("a.tsv.gz", "csv"),
     ("a.ttl", "skos"), ("a.rdf.bz2", "skos"), ("latest-all.json.bz2", "wikidata")],
)  # fmt: skip
def test_the_form_is_told_by_the_name(name: str, form: str) -> None:
    assert form_of(Path(name)) == form
