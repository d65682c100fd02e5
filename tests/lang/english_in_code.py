"""English words in code: they belong into the lists of ``slugline.lang.en``."""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from slugline.lang.verbs import verb_forms
from slugline.lang.vocabulary import CLASSES

REGEX = re.compile(r"\\u[0-9a-f]{4}|\\[a-zA-Z]|\(\?[Pp]<\w+>|\(\?[a-zA-Z]+\)|\[(?:\\.|[^\]\\])*\]|\{[\d,]+\}")
"""What of a regular expression is no text."""
WORD = re.compile(r"[a-z]{2,}")
READERS = frozenset({"classed", "entries", "lines", "split", "sorts", "alternation"})
"""Calls whose arguments name lists and classes."""
ASKS = frozenset(
    {"startswith", "endswith", "partition", "rpartition", "find", "rfind", "count", "split"}
    | {"removeprefix", "removesuffix", "replace", "index", "rindex"}
)
"""Methods of text that look for words in it."""


@cache
def vocabulary() -> frozenset[str]:
    """The lower-case words of the lists, without names: what rules are made of."""
    plain = (
        its
        for of_class, its in CLASSES.items()
        if of_class.partition(":")[0] not in ("beside", "head", "first")
    )
    words = {form.verb.lemma for forms in verb_forms().values() for form in forms}.union(*plain)
    return frozenset(word for word in words if WORD.fullmatch(word))


@cache
def terms(root: Path) -> frozenset[str]:
    """The program's own terms: the values of every ``Literal`` type ("headline", "quote")."""
    found: set[str] = set()
    for path in root.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Subscript) and _name(node.value) == "Literal":
                found.update(_texts(node.slice))
    return frozenset(found)


def english(source: str, own: frozenset[str] = frozenset()) -> list[str]:
    """The English words in ``source``: in regular expressions, in sets and tuples of words, in texts that are
    cut into words or compared, as in ``case``; ``own`` are the program's own terms.
    """
    found: list[str] = []
    tree = ast.parse(source)
    named = {
        _name(node.targets[0]): node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        found += [word for word in _in_node(node, named) if word in vocabulary() and word not in own]
    return found


def _in_node(node: ast.AST, named: Mapping[str, ast.Constant]) -> Iterator[str]:
    if isinstance(node, ast.Call):
        called = _name(node.func)
        if isinstance(node.func, ast.Attribute) and called == "split":
            for text in _texts(named.get(_name(node.func.value), node.func.value)):
                yield from WORD.findall(text)
        if isinstance(node.func, ast.Attribute) and _name(node.func.value) == "re":
            for text in _texts(*node.args[:1]):
                yield from WORD.findall(REGEX.sub(" ", text.lower()))
        elif called in ASKS and isinstance(node.func, ast.Attribute) and _name(node.func.value) != "LISTS":
            for text in _texts(*node.args):
                yield from WORD.findall(text)
    elif isinstance(node, ast.Set | ast.Tuple | ast.List):
        words = [text for element in node.elts for text in _texts(element)]
        yield from (word for word in words if WORD.fullmatch(word))
    elif isinstance(node, ast.MatchValue):
        for text in _texts(node.value):
            yield from WORD.findall(text)
    elif isinstance(node, ast.Compare):
        for text in _texts(*(one for one in node.comparators if isinstance(one, ast.Constant))):
            yield from WORD.findall(text)


def _name(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _texts(*nodes: ast.AST) -> Iterable[str]:
    """The strings in ``nodes``, but for names of lists and classes in calls and subscripts."""
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.Subscript) or (isinstance(node, ast.Call) and _name(node.func) in READERS):
            continue
        else:
            yield from _texts(*ast.iter_child_nodes(node))
