import spacy

from slugline.reading.familiar_words import Familiar


def test_words_that_come_twice_are_kept_until_there_is_no_room() -> None:
    kept: list[str] = []

    class Tokenizer:
        max_cache_size = 1

        def __call__(self, word: str) -> None:
            kept.append(word)

    familiar = Familiar(Tokenizer(), limit=3)
    familiar.meet(["the cat saw the dog.", "a dog. ran"])
    familiar.keep()
    assert kept == ["the", "dog."]
    familiar.meet(["cat ran a long way"])
    familiar.keep()
    assert kept == ["the", "dog.", "cat"]
    assert not familiar.room
    familiar.meet(["way way"])
    familiar.keep()
    assert len(kept) == 3


def test_kept_words_split_as_before() -> None:
    text = "“We'll see,” U.S.-based Acme Inc.'s (new) CEO didn't say at 6pm…"
    fresh, taught = spacy.blank("en"), spacy.blank("en")
    familiar = Familiar(taught.tokenizer)
    familiar.meet([text, text])
    familiar.keep()
    with taught.memory_zone():
        assert [token.text for token in taught(text)] == [token.text for token in fresh(text)]


def test_a_tokenizer_without_a_cache_is_left_alone() -> None:
    familiar = Familiar(lambda word: None)
    familiar.meet(["a a"])
    assert not familiar.ripe
