"""Which language a story is in: never wrongly a foreign one."""

import gzip
import json
from pathlib import Path

import pytest

from slugline.intake.formats.plain_text import read_text
from slugline.intake.language import detect


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


def test_english_news_is_never_called_foreign(shared: Path) -> None:
    wrong: list[str] = []
    for name in ("entities/worldwide_dev", "quotes/ggt_dev", "topics/wikinews_dev"):
        with gzip.open(shared / "eval" / f"{name}.jsonl.gz") as lines:
            texts = [json.loads(line)["text"] for line in lines]
        wrong += [text[:60] for text in texts if read_text(text).language != "en"]
    assert wrong == []
