"""Posts embedded in a story: what the account wrote, and that nothing else is taken for a post."""

import pytest

from slugline.reading.reader import Reader
from tests.quotes.invented import heard

SAID = "Crews are working on the pier."
SIGNED = {
    "with a date": " — Odense Harbour (@odharbour) March 3, 2026",
    "without a date": " — Odense Harbour (@odharbour)",
    "after a picture": " pic.twitter.com/abc — Odense Harbour (@odharbour) March 3, 2026",
    "after a link": " https://t.example/x – Odense Harbour (@odharbour)",
    "after a hyphen": " - Odense Harbour (@odharbour)",
    "after two": " -- Odense Harbour (@odharbour)",
}
UNSIGNED = {
    "no dash": f"{SAID} Odense Harbour (@odharbour) March 3, 2026",
    "no handle": f"{SAID} — Odense Harbour (odharbour)",
    "not at the end": f"{SAID} — Odense Harbour (@odharbour) March 3, 2026 was the post.",
    "nothing said": "— Odense Harbour (@odharbour) March 3, 2026",
}


@pytest.mark.parametrize("signature", SIGNED.values(), ids=SIGNED.keys())
def test_a_post_is_what_its_account_wrote(signature: str, reader: Reader) -> None:
    (event,) = heard(f"Ferries sailed.\n\n{SAID}{signature}", reader, {})
    assert (event.text, event.kind, event.speaker_name, event.attribution) == (
        SAID,
        "indirect",
        "Odense Harbour",
        "explicit",
    )
    assert event.speaker is not None and event.speaker.text == "Odense Harbour"


@pytest.mark.parametrize("text", UNSIGNED.values(), ids=UNSIGNED.keys())
def test_no_post(text: str, reader: Reader) -> None:
    assert heard(text, reader, {}) == []


def test_an_account_of_somebody_known_is_that_person(reader: Reader) -> None:
    post, quotation = heard(
        f'{SAID} — Robert Klein (@rklein)\n\n"We sail when the storm is over."', reader, {}
    )
    assert post.speaker_entity == quotation.speaker_entity == "robert klein"
