"""What a rule of zones said of a line: they ask each other the same of it three or four times."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

Flags = ParamSpec("Flags")
Answer = TypeVar("Answer")

LINES = 256
"""Answers that each rule remembers: more than a page has lines."""
LONGEST = 200
"""Code points of a line that is remembered: that and LINES make some 60 kB a rule."""


def remembered(rule: Callable[Concatenate[str, Flags], Answer]) -> Callable[Concatenate[str, Flags], Answer]:
    """Have ``rule`` say of a short line what it said before; its answer hangs on the line and flags alone."""
    kept = cast(Callable[Concatenate[str, Flags], Answer], lru_cache(LINES)(rule))

    @wraps(rule)
    def asked(line: str, /, *flags: Flags.args, **named: Flags.kwargs) -> Answer:
        return (kept if len(line) <= LONGEST else rule)(line, *flags, **named)

    return asked
