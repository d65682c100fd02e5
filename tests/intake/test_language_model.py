"""The model that tells languages is the same from where it is kept, and whatever lies there harms nobody."""

import sys
from mmap import mmap
from pathlib import Path

import numpy as np
import pytest
from py3langid.modelio import save_model

from slugline.intake.language_model import load

TEXT = "abba"


@pytest.fixture(autouse=True)
def _written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return made(tmp_path / "model.npz.xz", 0.75)


def made(path: Path, weight: float) -> Path:
    """Make a model of two languages: the one has much of "a", the other of "b"."""
    moves = np.zeros((3, 256), np.uint32)
    moves[:, ord("a")], moves[:, ord("b")] = 1, 2
    weights = np.log([[weight, 0.25], [0.125, 0.75]])
    save_model(path, (weights, [-1.0, -1.0], ["aa", "bb"], moves.ravel(), [0, 1, 2], [-1, 0, 1]))
    return path


def test_what_is_kept_says_the_same(model: Path, tmp_path: Path) -> None:
    kept = tmp_path / "not there yet" / "kept"
    first = load(model, kept)
    assert kept.exists()
    again = load(model, kept)
    assert again.tk_output is not first.tk_output
    for text in (TEXT, "a", "b", "xyz", ""):
        assert again.rank(text) == first.rank(text)
    assert [path.name for path in kept.parent.iterdir()] == ["kept"]
    assert kept.stat().st_mode == model.stat().st_mode


def test_what_is_kept_is_mapped_and_not_a_process_s_own(model: Path, tmp_path: Path) -> None:
    """So processes that read share it: 68 MB of the model that py3langid ships."""
    load(model, tmp_path / "kept")
    again = load(model, tmp_path / "kept")
    for one in (again.nb_ptc, again.tk_nextmove.obj, again.tk_row.obj):
        while isinstance(one, np.ndarray):
            one = one.base
        assert isinstance(one, mmap)


def test_it_is_read_and_not_the_model(model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load(model, tmp_path / "kept")
    monkeypatch.setattr("py3langid.langid.LanguageIdentifier.from_model_file", None)
    assert load(model, tmp_path / "kept").rank("bbb")[0][0] == "bb"


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: b"\n",
        lambda data: b"{}\n",
        lambda data: b"[]\n",
        lambda data: b"null\n" + data,
        lambda data: b"\xff\xfe\n\x00",
        lambda data: data[: data.index(b"\n") + 1],
        lambda data: data[:-1],
        lambda data: data + bytes(64),
        lambda data: data[:-64],
        lambda data: data.replace(b"arrays", b"errors", 1),
        lambda data: data.replace(b"[3]", b"[40]", 1),
        lambda data: data.replace(b'"moves"', b'"doves"', 1),
        lambda data: data.replace(b'{"of": [2,', b'{"of": [1,', 1),
    ],
)  # fmt: skip
def test_what_is_damaged_is_made_anew(damage: object, model: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    right = load(model, kept).rank(TEXT)
    whole = kept.read_bytes()
    assert callable(damage)
    kept.write_bytes(damage(whole))
    assert kept.read_bytes() != whole
    assert load(model, kept).rank(TEXT) == right
    assert kept.read_bytes() == whole


def test_what_is_of_another_model_is_made_anew(model: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    before = load(model, kept).rank(TEXT)
    made(model, 0.25)
    after = load(model, kept).rank(TEXT)
    assert after != before
    assert after == load(model, None).rank(TEXT)
    assert after == load(model, kept).rank(TEXT)


def test_nothing_is_kept_where_python_keeps_nothing(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert load(model, tmp_path / "kept").rank("a")[0][0] == "aa"
    assert not (tmp_path / "kept").exists()


def test_where_nothing_can_be_written_it_is_read_all_the_same(model: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    assert load(model, tmp_path / "file" / "kept").rank("a")[0][0] == "aa"
    (tmp_path / "folder").mkdir()
    assert load(model, tmp_path / "folder").rank("a")[0][0] == "aa"
    assert {path.name for path in tmp_path.iterdir()} == {"file", "folder", model.name}
