"""What each word is, alone and behind another."""

import pytest

from slugline.reading import tags

NAMED = {
    name: tag
    for name, tag in vars(tags).items()
    if name.isupper() and name[0] != "_" and isinstance(tag, int) and tag & (tag - 1) == 0
}
ALONE = {
    "Klein": "CAPITAL WORD",
    "klein": "WORD",
    "al-Fahd": "CAPITAL WORD",
    "@klein": "WORD",
    "$5": "WORD",
    "5": "WORD",
    "the": "DETERMINER WORD",
    "The's": "CAPITAL ENDS_IN_S WORD",
    "’s": "AUXILIARY BE ENDS_IN_S GENITIVE POSSESSIVE WORD",
    "'": "POSSESSIVE",
    "saying": "ING REPORTS WORD",
    "SAID": "CAPITAL REPORTS WORD",
    "quickly": "ADVERB WORD",
    "only": "ADVERB WORD",
    "Only": "ADVERB CAPITAL WORD",
    "Sadly": "CAPITAL WORD",
    "ugly": "WORD",
    "red": "ED WORD",
    "may": "AUXILIARY VERB WORD",
    "May": "CAPITAL WHEN WORD",
    "march": "WORD",
    "March": "CAPITAL WHEN WORD",
    "monday": "WHEN WORD",
    "evening": "ING WHEN WORD",
    "minister": "ANYONE WORD",
    "spokesman": "MAN WORD",
    "spokeswoman": "WOMAN WORD",
    "fishermen": "PEOPLE WORD",
    "crew": "CREW WORD",
    "bank": "BODY WORD",
    "banks": "BODIES ENDS_IN_S WORD",
    "statement": "DOCUMENT WORD",
    "posts": "DOCUMENTS ENDS_IN_S REPORTS WORD",
    "who": "SPEAKS SUBORDINATOR WALL WHO WORD",
    "he": "SPEAKS WORD",
    "that": "DETERMINER SUBORDINATOR THAT WALL WORD",
    "to": "PREPOSITION TO WORD",
    "with": "PREPOSITION WORD",
    "was": "AUXILIARY BE ENDS_IN_S VERB WORD",
    "don’t": "AUXILIARY VERB WORD",
    "and": "COORDINATOR WORD",
    **dict.fromkeys((".", "!", "?", "...", "…"), "TERMINAL WALL"),
    **dict.fromkeys(("—", "–", "--", "-", "―"), "DASH WALL"),
    **dict.fromkeys((",", ";", ":", "(", ")", "[", "]", "•", '"', "/"), "WALL"),
}


@pytest.mark.parametrize(("word", "wanted"), ALONE.items())
def test_a_word_alone(word: str, wanted: str) -> None:
    low, found = tags.alone(word)
    assert low == word.lower().replace("’", "'")
    assert sorted(name for name, tag in NAMED.items() if found & tag) == wanted.split()


VERBS = [
    "and went",
    "and said",
    "and claims",
    "and sailed",
    "it claims",
    "these went",
    "Klein knows",
    "and may",
    "and will",
    "the was",
]
NONE = [
    "the claims",
    "his claims",
    "these claims",
    "new claims",
    "and reports",
    "and minister",
    "and Said",
    "and red",
    "and saying",
    "and dog",
    "the went",
    "of help",
    "' claims",
    "and 's",
]


@pytest.mark.parametrize("text", [*VERBS, *NONE])
def test_a_verb_or_none_behind_another_word(text: str) -> None:
    before, word = text.split()
    found = tags.beside(tags.alone(word)[1], tags.alone(before)[1])
    assert bool(found & tags.VERB) == (text in VERBS)


HERE = {"the claims": True, "these claims": True, "these claim": False, "and claims": False, "of claim": True}


@pytest.mark.parametrize(("text", "wanted"), HERE.items())
def test_a_noun_here(text: str, wanted: bool) -> None:
    before, word = text.split()
    assert bool(tags.beside(tags.alone(word)[1], tags.alone(before)[1]) & tags.NOUN_HERE) == wanted
