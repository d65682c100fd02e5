"""Namesakes: which of several people with one last name is meant."""

from collections.abc import Set

from slugline.quotes import around_names
from slugline.quotes.cast import Cast
from slugline.quotes.characters import Character, Heard
from slugline.quotes.person_names import TITLES, plain, sex_of_name
from slugline.reading.tags import FUNCTION

SEXLESS = FUNCTION["sexless title"]
MAIN = 4
"""Of two with one last name, one is the story's if it names one so many times as often."""
FIRST = 200
"""So many mentions of somebody are asked for the full name."""


def told_apart(
    cast: Cast, written: str, named: Character, hints: Set[str], at: int, heard: Heard
) -> Character | None:
    """Return which of the people with one last name is ``written`` at offset ``at``, if that can be told.

    ``hints`` are words before the name: a title or an office. Without one it is whom the story is about,
    who has the floor, whom it names in full twice as often, or who alone has spoken.
    """
    if plain(written) == plain(named.name):
        return named
    last = plain(written).split()[-1]
    options = [one for one in cast.sharing(last) if one.mentions and one.mentions[0][0] <= at]
    if last in cast.by_last:
        options = [one for one in options if plain(one.name).endswith(plain(written))]
    if named.person and named not in options:
        if not options:
            return named
        options.append(named)
    if len(options) < 2:
        return named
    for sex in ("m", "f"):
        if hints & TITLES[sex] - SEXLESS:
            known = {one.name: sex_of_name(one.name) or around_names.role_sex(one.roles) for one in options}
            options = [one for one in options if known[one.name] in (None, sex)] or options
            options = [one for one in options if known[one.name] == sex] or options
    office = hints - TITLES["m"] - TITLES["f"]
    options = [one for one in options if one.roles & office] or options
    if last in cast.by_last:
        options = [one for one in options if one.last == last] or options
    if len(options) == 1:
        return options[0]
    main, other, *_ = sorted(options, key=lambda one: -len(one.mentions))
    if len(main.mentions) >= MAIN * len(other.mentions):
        return main
    if heard.last in options:
        return heard.last
    often = sorted(options, key=lambda one: -_named_in_full(one))
    if _named_in_full(often[0]) >= 2 * _named_in_full(often[1]):
        return often[0]
    spoke = [one for one in options if heard.times[one]]
    return spoke[0] if len(spoke) == 1 else None


def _named_in_full(character: Character) -> int:
    """Return how often the story names somebody by more than the last name."""
    return sum(end - start > len(character.last) + 1 for start, end in character.mentions[:FIRST])
