"""Packed files, archives, other encodings and files of many stories: what comes out of them."""

import bz2
import gzip
import io
import lzma
import tracemalloc
import zipfile
from pathlib import Path

import pytest
import zstandard

from slugline.cli.input_files import Raw, find, read
from slugline.cli.packed_files import NOT_READ, Opened, unpacked
from slugline.cli.raw_story import items
from slugline.cli.story_folders import Skipped
from slugline.intake.refused import Refused
from tests.intake import samples

LIMIT = 1_048_576
LINES = b'{"id": "a", "text": "The caf\xc3\xa9 shut."}\n{"id": "b", "text": "It rained."}\n'


def raws(path: Path, **how: object) -> list[Raw]:
    return list(read([path], str(how.get("form", "auto")), LIMIT, how.get("encoding")))  # type: ignore[arg-type]  # one text or none


def uris(path: Path, **how: object) -> list[str]:
    found = [item.story for raw in raws(path, **how) for item in items(raw, LIMIT)]
    return [one.reason if isinstance(one, Refused) else one.uri for one in found]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jsonl.gz", gzip.compress(LINES)),
        ("a.jsonl.bz2", bz2.compress(LINES)),
        ("a.jsonl.xz", lzma.compress(LINES)),
        ("a.jsonl.zst", zstandard.compress(LINES)),
        ("a.jsonl", zstandard.compress(LINES[:43]) + zstandard.compress(LINES[43:])),
        ("a.dump", gzip.compress(LINES)),
        ("a.jsonl.gz", gzip.compress(LINES[:43]) + gzip.compress(LINES[43:])),
    ],
    ids=range(7),  # what packs them writes the time into them
)
def test_packed_lines(name: str, data: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    assert uris(tmp_path / name) == ["a", "b"]
    assert [raw.where for raw in raws(tmp_path / name)] == [f"{tmp_path / name}:{n}" for n in (1, 2)]


@pytest.mark.parametrize(
    "data",
    [
        gzip.compress(LINES)[:-9], bz2.compress(LINES)[:-9], zstandard.compress(LINES)[:-9] + b"x" * 40,
        lzma.compress(LINES)[:-9], gzip.compress(LINES * 99)[:60] + b"x" * 99, b"PK\x03\x04 broken", LINES,
    ],
    ids=range(7),
)  # fmt: skip
def test_broken_packed_files_are_refused(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(data)
    last = raws(path)[-1]
    assert last.refused is not None
    assert last.refused[0] == "unknown-format"


CUT = "cannot be unpacked: it ends too early: cut off, or never written to its end"
DAMAGED = "cannot be unpacked: what is packed in it is damaged"


def packed_in(data: bytes, *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        archive.writestr("a.jsonl", data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (gzip.compress(LINES)[:-20], CUT),
        (gzip.compress(LINES)[:14], CUT),
        (bz2.compress(LINES)[:-20], CUT),
        (lzma.compress(LINES)[:-40], CUT),
        (zstandard.compress(LINES)[:-20], CUT),
        (zstandard.compress(LINES) + zstandard.compress(LINES)[:9], CUT),
        (gzip.compress(LINES)[:-8] + b"x" * 8, DAMAGED),
        (bz2.compress(LINES)[:40] + b"x" * 40, DAMAGED),
        (lzma.compress(LINES)[:40] + b"x" * 40, DAMAGED),
        (zstandard.compress(LINES * 9)[:-40] + b"\xff" * 40, DAMAGED),
        (packed_in(LINES).replace(b"a.jsonl", b"b.jsonl", 1), DAMAGED),
        (
            packed_in(LINES)[:-30],
            "cannot be unpacked: the list of files at the end of the zip archive is not",
        ),
        (packed_in(LINES, method=zipfile.ZIP_STORED).replace(b"caf", b"cag", 1), DAMAGED),
        (
            packed_in(LINES).replace(b"\x14\0\0\0\x08", b"\x80\0\0\0\x08"),
            f"cannot be unpacked: it {NOT_READ}",
        ),
        (packed_in(LINES)[:-6] + b"\xff\xff\xff\x7f\0\0", DAMAGED),
        (packed_in(LINES).replace(b"\0\0\x08\0", b"\0\0\x5b\0"), f"cannot be unpacked: a.jsonl {NOT_READ}"),
    ],
    ids=range(16),
)
def test_why_it_cannot_be_unpacked_is_told_to_a_person(data: bytes, why: str, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(data)
    refused = raws(path)[-1].refused
    assert refused is not None
    assert refused[0] == "unknown-format"
    assert refused[1].startswith(why)


def test_much_in_little_is_unpacked_bit_by_bit(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.zst"
    path.write_bytes(zstandard.compress(b" " * 300_000_000))
    tracemalloc.start()
    with path.open("rb") as file:
        (opened,) = unpacked("a", "a.txt.zst", file)
        assert isinstance(opened, Opened)
        assert sum(len(piece) for piece in iter(lambda: opened.file.read(65_536), b"")) == 300_000_000
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 60_000_000


def test_zip(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("in/a.jsonl", LINES)
        archive.writestr("b.txt.gz", gzip.compress(b"The port of Odesa reopened."))
        archive.writestr("__MACOSX/c.txt", b"x")
        archive.writestr("d.png", b"\x89PNG\r\n\x1a\n")
    assert uris(path)[:2] == ["a", "b"]
    assert [raw.where.removeprefix(str(path)) for raw in raws(path)] == [
        "!in/a.jsonl:1", "!in/a.jsonl:2", "!b.txt.gz", "!d.png",
    ]  # fmt: skip


def test_an_office_file_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
    (raw,) = raws(path)
    assert raw.refused is not None
    assert "Office" in raw.refused[1]


@pytest.mark.parametrize(
    ("encoding", "given"),
    [
        ("utf-16", None),
        ("utf-32", None),
        ("utf-16-le", "utf-16-le"),
        ("cp1252", "cp1252"),
        ("cp437", "cp437"),
    ],
)
def test_encodings(encoding: str, given: str | None, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(LINES.decode().encode(encoding))
    assert uris(path, encoding=given) == ["a", "b"]
    story = next(items(raws(path, encoding=given)[0], LIMIT)).story
    assert not isinstance(story, Refused)
    assert story.text == "The café shut."


def test_what_is_not_in_the_encoding_given_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"The caf\x81 shut.")
    (raw,) = raws(path, encoding="cp1252")
    assert raw.refused is not None
    assert raw.refused[0] == "not-utf8"


@pytest.mark.parametrize(
    ("name", "data", "form", "count"),
    [
        ("a.csv", samples.CSV * 1, "jsonl", 1),
        ("a.mbox", samples.MBOX, "mail", 2),
        ("a.warc", samples.WARC * 3, "warc", 3),
        ("a.warc.gz", gzip.compress(samples.WARC) * 3, "warc", 3),
        ("crawl", samples.WARC, "warc", 1),
        ("a.xml", samples.RSS, "rss", 1),
        ("a.txt", samples.IPTC7901, "iptc7901", 1),
        ("a.txt", samples.HTML, "html", 1),
        ("a.html", samples.HTML, "html", 1),
        ("a.eml", samples.MAIL, "mail", 1),
        ("a.json", samples.HTML, "html", 1),
    ],
)
def test_files_are_told_by_content(name: str, data: bytes, form: str, count: int, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    found = raws(path)
    assert [raw.form for raw in found] in ([form] * count, ["auto"] * count)
    assert len(uris(path)) == count
    assert not {"unknown-format", "missing-text"} & set(uris(path))


def test_parquet_alone_packed_and_through_a_pipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if "parquet" not in samples.SAMPLES:
        pytest.skip("pyarrow is not there")
    (data,) = samples.SAMPLES["parquet"]
    for name, content in (("a.parquet", data), ("b", data), ("c.parquet.zst", zstandard.compress(data))):
        (tmp_path / name).write_bytes(content)
        assert uris(tmp_path / name) == ["1"]

    class Stdin:
        buffer = zstandard.ZstdDecompressor().stream_reader(io.BytesIO(zstandard.compress(data)))

    monkeypatch.setattr("sys.stdin", Stdin)
    assert [raw.where for raw in read(find(["-"]), "auto", LIMIT)] == ["stdin:1"]


def test_rows_have_numbers_and_columns_the_names_of_the_user(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"nr,kop,stuk\n7,Brand,Het brandde.\n8,Regen,Het regende.\n")
    (refused,) = raws(path)
    assert refused.refused is not None
    assert "without a text column" in refused.refused[1]
    found = list(read([path], "auto", LIMIT, None, {"kop": "headline", "stuk": "body", "nr": "uri"}))
    assert [raw.where for raw in found] == [f"{path}:1", f"{path}:2"]
    assert [next(items(raw, LIMIT)).story for raw in found] != []


def test_a_folder_tells_what_it_skips(tmp_path: Path) -> None:
    for name, data in {
        "a.jsonl": LINES, "b.pdf": b"%PDF-1.7", "c.md": b"# Notes", ".hidden": b"x", "d/Thumbs.db": b"x",
        "e.tst": samples.ANPA, "f.bin": b"", "g.zip": b"PK\x05\x06",
    }.items():  # fmt: skip
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    found = find([str(tmp_path)])
    assert [one.name for one in found if isinstance(one, Path)] == ["a.jsonl", "e.tst", "g.zip"]
    told = {one.path.name: one.why for one in found if isinstance(one, Skipped)}
    assert told["b.pdf"].startswith("looks like a PDF")
    assert set(told) == {"b.pdf", "c.md", "f.bin"}
    assert sum(raw.refused is not None for raw in read(found, "auto", LIMIT)) >= 3


def test_stdin_may_be_packed(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO(gzip.compress(LINES))

    monkeypatch.setattr("sys.stdin", Stdin)
    assert [raw.where for raw in read(find(["-"]), "auto", LIMIT)] == ["stdin:1", "stdin:2"]
