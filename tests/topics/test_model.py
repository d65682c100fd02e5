import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from ops.topics import build_model, sources
from slugline.topics import model, vocabulary
from slugline.topics.emphasis import WORD
from slugline.topics.terms import parse
from slugline.topics.vectors import EMPTY

KNOWN = vocabulary.load()
SHIPPED = model.load()


def test_the_model_is_built_from_the_sources_as_they_are() -> None:
    assert SHIPPED.fingerprint == sources.fingerprint(), "run: python -m ops.topics.build_model"


def test_the_model_is_small() -> None:
    assert model.ARTEFACT.stat().st_size < 1_000_000


def test_every_code_is_known_and_active_and_every_term_follows_the_grammar() -> None:
    assert set(SHIPPED.concepts) <= set(KNOWN.concepts)
    assert SHIPPED.tops == KNOWN.tops
    for term in SHIPPED.terms:
        parse(term)


def test_no_term_is_found_everywhere() -> None:
    for text in SHIPPED.terms:
        choices = [set(word.split("|")) for phrase in parse(text).phrases for word in phrase.words]
        assert len(choices) > 2 or any(not choice & EMPTY for choice in choices), text


def test_the_first_two_levels_have_terms() -> None:
    wanted = {code for code, concept in KNOWN.concepts.items() if len(concept.path) <= 2}
    spoken_for = {SHIPPED.concepts[place] for place in SHIPPED.term_concept}
    assert not {KNOWN.concepts[code].name for code in wanted - spoken_for}


def test_every_top_has_leads() -> None:
    leads = sources.read_leads(KNOWN)
    count = {top: sum(top in {KNOWN.concepts[code].path[0] for code in lead.qcodes} for lead in leads)
             for top in KNOWN.tops}  # fmt: skip
    assert min(count.values()) >= 15, count


def test_training_is_the_same_every_time() -> None:
    points = build_model.unit(np.random.default_rng(7).normal(size=(40, 8)).astype(np.float32))
    wanted = np.eye(3, dtype=np.float32)[np.arange(40) % 3]
    first, second = (build_model.train(points, wanted, np.ones(40)) for _ in range(2))
    assert np.array_equal(first[0], second[0])
    assert np.array_equal(first[1], second[1])


def test_a_model_comes_back_as_it_was_saved(tmp_path: Path) -> None:
    path = tmp_path / "model.npz"
    model.save(SHIPPED, path)
    assert path.read_bytes() == model.ARTEFACT.read_bytes()


@pytest.mark.parametrize(
    ("text", "why"),
    [("== no such concept\nA lead.\n", "no active concept"), ("== SPROT\nA lead.\n", "no active concept")],
)
def test_leads_with_an_unknown_concept_are_refused(text: str, why: str, tmp_path: Path) -> None:
    (tmp_path / "some.txt").write_text(text, "utf-8")
    with pytest.raises(sources.SourceError, match=why):
        sources.read_leads(KNOWN, tmp_path)


def test_an_entry_below_another_top_is_refused(tmp_path: Path) -> None:
    (tmp_path / "sport.toml").write_text('["homicide"]\n3 = "murder"\n', "utf-8")
    with pytest.raises(sources.SourceError, match="is not below"):
        sources.read_lexicon(KNOWN, tmp_path)


def test_no_lead_is_a_line_of_the_development_stories(shared: Path) -> None:
    """The training text is Slugline's own: no lead shares eight words in a row with a development story."""
    seen: set[tuple[str, ...]] = set()
    for path in sorted((shared / "eval/topics").glob("w*_dev.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                words = WORD.findall(json.loads(line)["text"].lower())
                seen.update(zip(*(words[start:] for start in range(8)), strict=False))
    for lead in sources.read_leads(KNOWN):
        words = WORD.findall(lead.text.lower())
        assert not seen & set(zip(*(words[start:] for start in range(8)), strict=False)), lead.text
