from itertools import pairwise

import pytest

from slugline.reading.sentences import starts


@pytest.mark.parametrize(
    "sentences",
    [
        ["He left.", "She stayed."],
        ["Gen. Ana Ruiz met Mr. Kofi Addo on Jan. 4 in St. Louis.", "Talks failed."],
        ["It fell in the U.S. economy and the U.S. Senate.", "The vote is on Monday."],
        ["They moved to the U.S.", "The family stayed."],
        ["J. K. Osei agreed.", "Nobody else did."],
        ['"We won," she said.', '"It was hard."'],
        ['"It is over."', "He went home."],
        ["“Will it last?” Minister Ana Ruiz asked.", "“No!”", "They laughed."],
        ["The price rose 3.5 percent to $2.10 a share.", "$5 was expected."],
        ["He waited … and left.", "(Nobody saw him.)", "It rained."],
        ["Acme Inc. said so.", "But Acme Inc.", "The firm sank."],
        ["One.", "2 were lost."],
        ["“Why now?” Ana Ruiz, a strategist for the bank, asked in a note.", "“Why not?”", "Ruiz left."],
        [
            "She sat in the sun.",
            "He slept.",
            "They met on Sun. Feb. 3 at No. 4.",
            "She said no.",
            "He did not.",
        ],
        ["The board followed Roe v. Wade and Govs. Addo and Ruiz.", "It voted in Dec.", "The bill fell."],
        ["SGT. ADDO MET SEN. RUIZ.", "THE TALKS FAILED."],
        ["He paid at once.", "``We had no time,'' she said.", "`No,` he said."],
        ["The ink ran out.", '"... and then we left," she said.', "_ Can it last?"],
        ["“We won.” (Applause.)", "They left."],
        ['"We won." [Oslo, 3/4] They left.', "It rained."],
        ["She said no.", "Roe said the No. B boat and no. 7 sailed by Law No. (10) of 2021."],
        ["é."],
    ],
)
def test_sentences(sentences: list[str]) -> None:
    text = " ".join(sentences)
    begins = starts(text, 0, len(text))
    cuts = [*begins, len(text) + 1]
    assert [text[a : b - 1] for a, b in pairwise(cuts)] == sentences


def test_offsets_count_from_the_start_of_the_text() -> None:
    text = "Not this. Neither. But this. And this."
    assert starts(text, 19, 39) == [19, 29]
