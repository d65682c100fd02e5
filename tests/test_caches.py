"""What a process that reads stories remembers has a bound, however many come and however long they are."""

import functools
import pkgutil
import sys
from collections.abc import Iterator
from importlib import import_module

import slugline
from slugline.intake.zones import boilerplate

OWN_FILES = {
    "slugline.lang.word_lists._lines", "slugline.lang.word_lists._split", "slugline.lang.word_lists._entries",
    "slugline.lang.word_lists._classed", "slugline.entities.known_names._listed",
    "slugline.lang.zone_words._tables",
}  # fmt: skip
"""What these remember goes by the names of our own files and classes."""
ROOMS = ("intake", "reading", "entities", "quotes", "topics", "lang", "authority", "records")


def endless() -> Iterator[str]:
    """Yield the functions that remember without a bound what they were asked about a text."""
    for room in ROOMS:
        for one in pkgutil.walk_packages([f"{slugline.__path__[0]}/{room}"], f"slugline.{room}."):
            import_module(one.name)
    for name, module in list(sys.modules.items()):
        if not name.startswith("slugline."):
            continue
        for found in list(vars(module).values()):
            if (
                isinstance(found, functools._lru_cache_wrapper)
                and found.__module__ == name
                and found.cache_parameters()["maxsize"] is None
                and any(kind in (str, "str") for kind in found.__wrapped__.__annotations__.values())
                and found.__wrapped__.__code__.co_argcount
            ):
                yield f"{name}.{found.__name__}"


def test_what_is_remembered_of_texts_is_bounded() -> None:
    assert set(endless()) <= OWN_FILES


def test_a_block_as_long_as_a_record_is_not_remembered() -> None:
    before = boilerplate._is_furniture.cache_info().currsize
    assert not boilerplate.is_furniture("a mill " * 100_000)
    assert boilerplate._is_furniture.cache_info().currsize == before
    assert boilerplate.is_furniture("All rights reserved.") is boilerplate._is_furniture(
        "All rights reserved."
    )
