"""Which language a story is in: never wrongly a foreign one."""

import gzip
import json
from pathlib import Path

import pytest

from slugline.intake.formats.plain_text import read_text
from slugline.intake.language import as_language, detect, language_of, most_likely
from slugline.records.story import Zone
from slugline.records.zones import ZoneKind

ENGLISH = "The ministers agreed on Monday to meet again in June, officials said. "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ministers agreed on Monday to meet again in June, officials said.", "en"),
        ("MINISTERS AGREE TO MEET IN JUNE AFTER LONG TALKS, OFFICIALS SAY", "en"),
        ("Nguyễn Thị Phương Thảo met Recep Tayyip Erdoğan and José María Aznar on Monday.", "und"),
        ("Le président a annoncé jeudi une réforme des retraites.", "fr"),
        ("El Gobierno español anunció hoy una nueva ley.", "es"),
        ("Der Bundestag hat am Donnerstag zugestimmt.", "de"),
        ("Cumhurbaşkanı perşembe günü açıklama yaptı.", "tr"),
        ("Президент подписал указ о бюджете.", "ru"),
        ("政府は木曜日に新しい法案を発表した。", "ja"),
        ("GENEVA", "und"),
        ("NATO", "und"),
        ("12 34 56", "und"),
        ("", "und"),
    ],
)
def test_detect(text: str, expected: str) -> None:
    assert detect(text) == expected


def test_boilerplate_in_another_language_does_not_count() -> None:
    body = "The ministers agreed on Monday to meet again in June, officials said."
    assert read_text(f"{body}\n\n{'Tous droits réservés. © Agence. ' * 9}").language == "en"


@pytest.mark.dear
def test_english_news_is_never_called_foreign(shared: Path) -> None:
    wrong: list[str] = []
    for name in ("entities/worldwide_dev", "quotes/ggt_dev", "topics/wikinews_dev"):
        with gzip.open(shared / "eval" / f"{name}.jsonl.gz") as lines:
            texts = [json.loads(line)["text"] for line in lines]
        wrong += [text[:60] for text in texts if read_text(text).language != "en"]
    assert wrong == []


@pytest.mark.parametrize(
    ("ranking", "expected"),
    [
        ((("fr", 0.8), ("en", 0.1)), "fr"),
        ((("fr", 0.79), ("en", 0.1)), "und"),
        ((("fr", 0.25), ("en", 0.0009)), "fr"),
        ((("fr", 0.25), ("en", 0.001)), "und"),
        ((("fr", 0.24), ("en", 0.0009)), "und"),
        ((("zxx", 0.9), ("en", 0.1)), "und"),
        ((("la", 0.5), ("en", 0.01), ("fr", 0.009)), "en"),
        ((("la", 0.5), ("en", 0.009), ("fr", 0.008)), "und"),
        ((("la", 0.5), ("fr", 0.02), ("en", 0.01)), "und"),
        ((("en", 0.5), ("fr", 0.4)), "en"),
    ],
)
def test_how_sure_it_must_be(ranking: tuple[tuple[str, float], ...], expected: str) -> None:
    assert most_likely(ranking) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("你好吗", "zh"), ("你好", "und"), ("Oui", "und"), ("a b", "und"), ("1 2 3 a b", "und")],
)
def test_a_few_letters_tell_nothing(text: str, expected: str) -> None:
    assert detect(text) == expected


@pytest.mark.parametrize(
    ("first", "kind", "expected"),
    [
        ("Le président a annoncé jeudi une réforme des retraites.", "body", "fr"),
        ("Le président a annoncé jeudi une réforme des retraites.", "boilerplate", "en"),
        ("Le président a annoncé jeudi une réforme. " * 30, "body", "fr"),
        ("Le président a annoncé jeudi une réforme. " * 30, "byline", "en"),
    ],
)
def test_the_first_zones_that_are_copy_count(first: str, kind: ZoneKind, expected: str) -> None:
    text = f"{first}\n\n{ENGLISH * 3}"
    zones = (
        Zone(kind=kind, start=0, end=len(first)),
        Zone(kind="body", start=len(first) + 2, end=len(first) + 3 if expected == "fr" else len(text)),
    )
    assert language_of(text, zones) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (None, None), ("", None), ("en", "en"), (" EN_gb ", "en-gb"), ("zh-Hant-TW", "zh-hant-tw"),
        ("eng", "en"),
        ("e", None), ("english", "en"), ("en-", None), ("en-" + "a" * 9, None), ("en-a-b-c-d-e", None),
    ],
)  # fmt: skip
def test_language_tags(given: str | None, expected: str | None) -> None:
    assert as_language(given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("eng", "en"), ("ENG", "en"), ("deu", "de"), ("ger-AT", "de-at"), ("nob", "nb"), ("fil", "fil"),
        ("en_GB", "en-gb"), ("und", "und"), ("qqq", "qqq"), ("english", "en"),
        ("Français", "fr"), ("British English", "en-gb"), ("", None),
    ],
)  # fmt: skip
def test_tags_of_three_letters_become_those_of_two(given: str, expected: str | None) -> None:
    assert as_language(given) == expected
