"""Regular expressions: a piece of a pattern taken out, where what is left is still a pattern."""

import ast
import re
from collections.abc import Iterator

FUNCTIONS = frozenset(("compile", "search", "match", "fullmatch", "findall", "finditer", "sub", "split"))
PIECE = re.compile(
    r"(?P<escape>\\[bBAZ])|\\.|(?P<set>\[\^?\]?(?:\\.|[^\]\\])*\])|(?P<edge>[$^])"
    r"|(?<!\()(?P<times>[*+?][?+]?|\{\d+(?:,\d*)?\}[?+]?)|(?P<open>\((?:\?[P<=!:#>][^)|(]*?>?)?)|(?P<or>\|)|(?P<close>\))"
    r"|.",
    re.S,
)


def given(call: ast.Call) -> list[ast.Constant]:
    """Return the pattern that a call of ``re`` is given as text, in a list; an empty list if it is none."""
    match call:
        case ast.Call(
            func=ast.Attribute(attr=name, value=ast.Name(id="re")),
            args=[ast.Constant(value=str()) as pattern, *_],
        ) if name in FUNCTIONS:
            return [pattern]
    return []


def variants(pattern: object) -> Iterator[str]:
    """Yield the pattern with one piece less each: an alternative, how often, a boundary, a sign of a set."""
    if not isinstance(pattern, str):
        return
    for start, end in _pieces(pattern):
        shorter = pattern[:start] + pattern[end:]
        try:
            re.compile(shorter)
        except re.error:
            continue
        yield shorter


def _pieces(pattern: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges that can be taken out."""
    begins = [0]
    for piece in PIECE.finditer(pattern):
        start, end = piece.span()
        match piece.lastgroup:
            case "escape" | "edge" | "times":
                yield start, end
            case "set" if end - start > 4 and pattern[end - 3] not in "-\\":
                yield end - 2, end - 1
            case "open":
                begins.append(end)
            case "or":
                yield begins[-1], end
                begins[-1] = end
            case "close" if len(begins) > 1:
                begin = begins.pop()
                if pattern[begin - 1] == "|":
                    yield begin - 1, start
