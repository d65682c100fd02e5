"""Notices of one form with another party, other figures or of another day are no takes of each other."""

from collections import Counter
from functools import cache

import pytest

from slugline.folds.chains.arriving import arriving, imprinted
from slugline.folds.chains.fold import Chains
from slugline.folds.chains.imprint import hashes, imprint, packed, unpacked
from slugline.intake.formats.plain_text import read_text
from tests.folds.chains.forms import FORMS, Take, notices, takes
from tests.folds.chains.takes import MINUTE

DAY_MS = 24 * 60 * MINUTE


@cache
def told(seed: int) -> tuple[Counter[str], Counter[str], int]:
    """Return the wrong ties and the lost ones by what the later story is, and how many should be."""
    chains, stories = Chains(), dict[str, Take]()
    false, lost, whole = Counter[str](), Counter[str](), 0
    for number, take in enumerate(takes(seed, tuple(range(len(FORMS))))):
        one = take.story(number)
        found = chains.add(one, DAY_MS + take.moment * MINUTE)
        kin = any(other.chain == take.chain for other in stories.values())
        whole += kin
        if found.follows is None:
            lost[take.kind] += kin
        else:
            before = stories[found.follows]
            false[take.kind] += before.chain != take.chain
        stories[one.uri] = take
    return +false, +lost, whole


@pytest.mark.dear
def test_hardly_any_notice_is_a_take_of_another_of_its_form() -> None:
    false, _, whole = told(1)
    assert false.total() <= 0.04 * whole, false


def test_takes_with_as_much_as_a_corrected_figure_are_found() -> None:
    _, lost, whole = told(1)
    assert not lost.keys() - {"corrected figure", "corrected party"}
    assert lost.total() <= 0.14 * whole


ALONE = [(form, differ) for form, one in enumerate(FORMS) for differ in one.differ]


@pytest.mark.parametrize(("form", "differ"), ALONE)
def test_two_notices_that_differ_in_party_figures_or_day_are_no_takes(form: int, differ: str) -> None:
    for seed in range(3):
        first, second = notices(form, differ, seed)
        chains = Chains()
        chains.add(first.story(1), DAY_MS)
        assert chains.add(second.story(2), DAY_MS + MINUTE).relation == "first", second


def test_an_imprint_keeps_which_words_of_the_headline_its_body_says() -> None:
    found = imprint(read_text("Pellworm sells mill\n\nPellworm said it would sell its mill.", uri="urn:x:1"))
    assert set(found.named.tolist()) == set(hashes("Pellworm mill").tolist())
    assert set(unpacked(packed(found)).named.tolist()) == set(found.named.tolist())
    bare = read_text("Pellworm sells mill", uri="urn:x:1")
    assert not arriving(imprinted(bare)).found.body


def test_an_imprint_of_a_release_before_has_a_body_and_names_nobody() -> None:
    now = packed(imprint(read_text("Pellworm sells mill\n\nPellworm sells its mill.", uri="urn:x:1")))
    before = unpacked(now[:4] + (1).to_bytes(4, "little") + now[8:])
    assert before.body
    assert not len(before.named)


def test_a_headline_of_two_lines_is_one_without_a_body() -> None:
    wrapped = imprint(
        read_text("Pellworm to sell its mill in Tondern\nto a buyer from Esbjerg", uri="urn:x:1")
    )
    assert not wrapped.body
    assert set(wrapped.head.tolist()) == set(wrapped.words.tolist())
    assert imprint(read_text("Pellworm to sell mill\n\nIt told nobody why.", uri="urn:x:1")).body
    assert imprint(read_text("Pellworm to sell mill\n" + "It told nobody why. " * 6, uri="urn:x:1")).body
