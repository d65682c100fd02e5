"""A second language is a folder and a row: a copy of the package gets both, and reads with its words."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import spacy

from tests.sources import copied

ROW = 'MappingProxyType({"en": "English"})'
STORY = '"De haven blijft open," zei Anna Keller. Ze sprak met Robert Klein in Berlijn.'


@pytest.fixture(scope="module")
def environ(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The package with a folder ``nl`` (English lists and a verb more), its row, and a model that says nl."""
    home = copied(tmp_path_factory.mktemp("second"), "streams", "schemas")
    lang = home / "streams" / "slugline" / "lang"
    shutil.copytree(lang / "en", lang / "nl")
    verbs = lang / "nl" / "verbs.txt"
    verbs.write_text(verbs.read_text("utf-8") + "zeg\tspeech:cq past:zei says-beside-name=s,past\n", "utf-8")
    table = lang / "__init__.py"
    assert ROW in table.read_text("utf-8")
    table.write_text(table.read_text("utf-8").replace(ROW, ROW.replace("}", ', "nl": "Dutch"}')), "utf-8")
    nlp = spacy.blank("nl")
    people = [{"label": "PERSON", "pattern": name} for name in ("Anna Keller", "Robert Klein")]
    nlp.add_pipe("entity_ruler", name="ner").add_patterns(people)  # type: ignore[attr-defined]  # spaCy's stubs
    nlp.to_disk(home / "model")
    model = {"SLUGLINE_MODEL": str(home / "model"), "PYTHONPATH": str(home / "streams")}
    return {**os.environ, **model, "PYTHONWARNINGS": "ignore"}


ITEM = {"uri": "urn:test:haven", "body_text": STORY, "language": "nl"}


def is_read(story: dict[str, Any]) -> bool:
    (quote,) = story["quotes"]
    told = (quote["text"], quote["cue"]["text"], quote["speaker_name"])
    return story["skipped"] is None and told == ("De haven blijft open,", "zei", "Anna Keller")


def test_its_words_are_read_and_its_stories_are_not_skipped(environ: dict[str, str], tmp_path: Path) -> None:
    wire = tmp_path / "wire.jsonl"
    wire.write_text("".join(json.dumps({**ITEM, "uri": f"urn:test:{n}"}) + "\n" for n in range(12)))
    command = [sys.executable, "-m", "slugline.cli", "extract", "-p", "1", str(wire)]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    stories = [json.loads(line) for line in done.stdout.splitlines()]
    assert [is_read(story) for story in stories] == [True] * 12


def test_a_process_reads_one_language(environ: dict[str, str]) -> None:
    code = (
        "import os, slugline\n"
        "reader = slugline.load(os.environ['SLUGLINE_MODEL'])\n"
        f"print(slugline.encode(slugline.enrich({json.dumps(ITEM)!r}, reader)).decode())\n"
        "try:\n    slugline.load()\nexcept slugline.ModelError as error:\n    print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=True
    )
    story, refused = done.stdout.splitlines()
    assert is_read(json.loads(story))
    assert "reads the language 'en', and this process reads 'nl' already" in refused
