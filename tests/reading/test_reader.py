import gzip
import json
import warnings
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import spacy

from benchmarks.newswire import invent
from slugline.entities.name_spans import TYPES
from slugline.errors import ModelError
from slugline.intake.formats.plain_text import read_text
from slugline.lang import LanguageError
from slugline.loading import check
from slugline.reading import DEFAULT_MODEL
from slugline.reading.dense import product
from slugline.reading.reader import UNUSED, Reader, load
from slugline.reading.reading import Reading
from slugline.reading.recogniser import Recogniser
from slugline.records.story import Story, Zone
from tests.conftest import SHARED

Found = list[tuple[int, int, str]]


def found(reading: Reading) -> Found:
    return [(name.start, name.end, name.label) for name in reading.names]


def words(reading: Reading) -> list[str]:
    return [reading.story.text[name.start : name.end] for name in reading.names]


def story(text: str, *zones: Zone) -> Story:
    """A story with just these zones."""
    return replace(read_text("Rain", uri="test:1"), text=text, zones=zones)


@pytest.fixture(scope="module")
def plain() -> Reader:
    """The same model, loaded as spaCy loads it: thinc's own ops, BLIS, spaCy's own parser."""
    return Reader(spacy.load(DEFAULT_MODEL, exclude=[*UNUSED, "tok2vec"]))


def real_stories(count: int) -> list[Story]:
    path: Path = SHARED / "data" / "wikinews" / "stories.jsonl.gz"
    if not path.is_file():
        return []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [
            read_text(json.loads(line)["text"], uri="test:1")
            for _, line in zip(range(count), lines, strict=False)
        ]


def test_finds_the_same_entities_as_plain_thinc_in_many_stories(
    reader: Reader, plain: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert reader.recogniser is not None
    monkeypatch.setattr(reader.recogniser, "name_words", lambda shapes, _: np.ones(len(shapes), dtype=bool))
    stories = [*invent(36, seed=7, paragraphs=3), *real_stories(12)]
    total = 0
    for at in range(0, len(stories), 8):
        batch = stories[at : at + 8]
        for fast, slow in zip(reader.read(batch), plain.read(batch), strict=True):
            assert found(fast) == found(slow)
            total += len(found(fast))
    assert total > 600


def test_names_are_the_same_when_only_words_near_capitals_are_looked_at(
    reader: Reader, plain: Reader
) -> None:
    stories = [*invent(36, seed=7, paragraphs=3), *real_stories(12)]
    total, other = 0, 0
    for at in range(0, len(stories), 8):
        batch = stories[at : at + 8]
        for near, all_ in zip(reader.read(batch), plain.read(batch), strict=True):
            seen, wanted = ({one for one in found(each) if one[2] in TYPES} for each in (near, all_))
            total += len(wanted)
            other += len(seen ^ wanted)
    assert total > 500
    assert other <= total / 100


def test_names_are_the_same_however_few_words_are_remembered(reader: Reader) -> None:
    assert reader.recogniser is not None
    pipe: Any = reader.nlp.get_pipe("ner")
    small = Recogniser(pipe)
    small.encode._words._kept = 60
    few = Reader(reader.nlp, small)
    for batch in (
        invent(1, seed=1),
        invent(8, seed=2),
        invent(1, seed=3),
        invent(1, seed=4),
        [story("Oslo")],
    ):
        stories = list(batch)
        assert [found(one) for one in few.read(stories)] == [found(one) for one in reader.read(stories)]


def test_one_story_alone_or_in_company_has_the_same_entities(reader: Reader) -> None:
    stories = list(invent(8, seed=3))
    together = [found(reading) for reading in reader.read(stories)]
    assert together == [found(*reader.read([one])) for one in stories]


def test_a_word_has_the_very_same_vector_in_whatever_company(reader: Reader) -> None:
    pipe: Any = reader.nlp.get_pipe("ner")
    encode = Recogniser(pipe).encode
    random = np.random.default_rng(2)
    known = random.integers(0, 2**60, (400, len(encode.columns)), dtype=np.uint64)
    texts = [known[random.integers(0, 400, many)] for many in (1, 7, 40, 300, 900, 33)]
    wanted = [random.random(len(text)) < 0.5 for text in texts]
    alone = [encode([text], flags) for text, flags in zip(texts, wanted, strict=True)]
    for order in ([3, 0, 4], [5, 4, 3, 2, 1, 0], [1, 2]):
        encode._words._forget(200)  # then its words are met together with others
        found = encode([texts[at] for at in order], np.concatenate([wanted[at] for at in order]))
        assert np.array_equal(found, np.concatenate([alone[at] for at in order]))
    rows = [alone[3][at : at + many] for at in range(0, 90, 31) for many in (1, 5, 17)]
    weights = random.standard_normal((96, 64)).astype(np.float32)
    whole = product(alone[3], weights)
    for at, row in zip([one for one in range(0, 90, 31) for _ in range(3)], rows, strict=True):
        assert np.array_equal(product(row, weights), whole[at : at + len(row)])


TEXTS = (
    *("", " ", "\n\n", "a", "Oslo\t \r\nLima  \u00a0Quito", "x" * 3000, "  lead\n\n\n", "..", "(Oslo)Lima"),
    "\u201cNo,\u201d\u200b she\u2019d said\u2026 \U0001f600",
)


@pytest.mark.parametrize("text", TEXTS)
def test_any_text_can_be_read_and_names_lie_within_it(reader: Reader, text: str) -> None:
    half = len(text) // 2
    first, second = Zone(kind="headline", start=0, end=half), Zone(kind="body", start=half, end=len(text))
    for one in (story(text), story(text, first, second)):
        (reading,) = reader.read([one])
        assert all(0 <= name.start < name.end <= len(text) for name in reading.names)
        assert all(0 <= start <= len(text) for start in reading.sentences)


def test_boilerplate_is_not_read_and_no_sentence_crosses_a_zone(reader: Reader) -> None:
    text = "Angela Merkel met Emmanuel Macron in Berlin\nAngela Merkel spoke in Paris"
    cut = text.index("\n")
    body, footer = Zone(kind="body", start=0, end=cut), Zone(kind="boilerplate", start=cut + 1, end=len(text))
    (reading,) = reader.read([story(text, body, footer)])
    assert words(reading) == ["Angela Merkel", "Emmanuel Macron", "Berlin"]
    assert reading.sentences == (0, cut + 1)


def test_a_pipeline_of_another_make_works_and_says_once_that_it_is_slow(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    patterns = [{"label": "PERSON", "pattern": "Angela Merkel"}, {"label": "GPE", "pattern": "Berlin"}]
    nlp.add_pipe("entity_ruler", name="ner").add_patterns(patterns)  # type: ignore[attr-defined]  # spaCy's stubs
    nlp.to_disk(tmp_path / "model")
    with pytest.warns(RuntimeWarning, match="slow"):
        other = load(str(tmp_path / "model"))
    text = "Angela Merkel met Emmanuel Macron in Berlin."
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        (reading,) = other.read([read_text(text, uri="test:1")])
    assert words(reading) == ["Angela Merkel", "Berlin"]


@pytest.mark.parametrize("language", ["de", "xx"])
def test_a_pipeline_of_a_language_without_word_lists_is_refused(language: str, tmp_path: Path) -> None:
    spacy.blank(language).to_disk(tmp_path / "model")
    with pytest.raises(LanguageError, match=rf"model reads the language '{language}'.*en \(English\)"):
        load(str(tmp_path / "model"))
    with pytest.raises(LanguageError, match=rf"model reads the language '{language}'"):
        check(str(tmp_path / "model"))


def test_what_is_there_and_of_a_known_language_may_be_loaded(tmp_path: Path) -> None:
    for name in (DEFAULT_MODEL, str(tmp_path)):  # an empty folder says nothing: loading it tells
        check(name)
    with pytest.raises(ModelError, match="xx_nothing: it is not installed"):
        check("xx_nothing")


def test_a_text_of_more_than_a_million_characters_is_read(reader: Reader) -> None:
    boilerplate = Zone(kind="boilerplate", start=5, end=1_000_050)
    (reading,) = reader.read([story("Lima " + "- " * 500_022 + "x", boilerplate)])
    assert reading.names == ()
