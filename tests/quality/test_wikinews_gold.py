"""The labels of Wikinews stories: whole, and fitting the texts where those are at hand."""

import gzip
from pathlib import Path
from typing import Any

import pytest

from tests.quality.wikinews_gold import gold, labels

HALVES = ("seen", "kept", "seen_second", "kept_second")


def spans(quote: dict[str, Any]) -> list[list[int]]:
    others = [other["span"] for other in quote.get("more_speakers", [])]
    return [*quote["pieces"], *others, *([quote["speaker"]] if quote["speaker"] else [])]


def test_no_story_stands_in_both_halves() -> None:
    ids = [story["id"] for half in HALVES for story in labels(half)]
    assert len(set(ids)) == len(ids) == 100


@pytest.mark.parametrize("half", HALVES)
def test_a_label_has_what_the_measure_reads(half: str) -> None:
    for story in labels(half):
        for quote in story["quotes"]:
            assert quote["kind"] in ("direct", "mixed", "indirect")
            assert quote["stance"] in ("said", "denied")
            assert quote["pieces"] == sorted(quote["pieces"])
            assert quote["pieces"]


@pytest.mark.parametrize("half", HALVES)
def test_labels_fit_the_texts_and_cut_no_word(half: str, shared: Path) -> None:
    for story in gold(half, shared):
        text = story["text"]
        for quote in story["quotes"]:
            for start, end in spans(quote):
                assert 0 <= start < end <= len(text)
                assert text[start:end] == text[start:end].strip()
                assert not text[start - 1 : start + 1].isalnum() or start == 0
                assert not text[end - 1 : end + 1].isalnum() or end == len(text)


def test_another_text_than_the_labelled_one_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "data/wikinews"
    folder.mkdir(parents=True)
    with gzip.open(folder / "stories.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.write('{"id": "another", "text": "Another story."}\n')
    with pytest.raises(ValueError, match="not the one that was labelled"):
        list(gold("seen", tmp_path))
