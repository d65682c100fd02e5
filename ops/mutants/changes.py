"""Changes: every small fault that can be put into a module, as an edit of its source.

Left out is what no test could notice: docstrings, annotations, decorators, ``__all__``, texts of errors and
logs, arguments that only guard (``strict=``), the 0 of ``max(0, ...)`` that keeps a slice from counting from
the end, and statements marked ``# no mutant: why``.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from ops.mutants import patterns

GONE = "'<gone>'"
"""What a word of a list is replaced by: nothing equals it, so the word is as good as taken out."""
LIMIT = 20
"""Numbers from here on are limits: halved, not made one more, for no test should hang on the last item."""
MARKER = "# no mutant:"
COMPARED = {
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.In: ("in", "not in"),
    ast.NotIn: ("not in", "in"),
    ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
}
REACHED = {ast.Add: ("+", "-"), ast.Sub: ("-", "+"), ast.Mult: ("*", "+"), ast.BitAnd: ("&", "|")}
CALLED = {"min": "max", "max": "min", "any": "all", "all": "any"}
ENDS = {"startswith": "endswith", "endswith": "startswith"}
CLEANING = frozenset(("lower", "upper", "casefold", "strip", "lstrip", "rstrip"))
GUARDS = frozenset(("strict", "slots", "frozen", "kw_only", "maxsize", "stacklevel"))
SILENT = frozenset(("log", "logger", "logging", "warnings"))


@dataclass(frozen=True, slots=True)
class Change:
    """One fault: the bytes ``start``-``end`` of a module's source become ``new``."""

    line: int
    start: int
    end: int
    old: str
    new: str

    def applied(self, source: bytes) -> bytes:
        """Return the source with the fault in it."""
        return source[: self.start] + self.new.encode() + source[self.end :]


def changes(source: bytes) -> list[Change]:
    """Return all faults that can be put into a module, in the order of its text, each of which compiles."""
    found = sorted(set(_Finder(source).found()), key=lambda one: (one.start, one.end, one.new))
    return [one for one in found if one.new != one.old and _compiles(one.applied(source))]


def _compiles(source: bytes) -> bool:
    try:
        compile(source, "<mutant>", "exec", dont_inherit=True)
    except (SyntaxError, ValueError):
        return False
    return True


class _Finder:
    """Walks one module."""

    def __init__(self, source: bytes) -> None:
        self.source = source
        self.lines = source.split(b"\n")
        self.begins = [0]
        for line in self.lines:
            self.begins.append(self.begins[-1] + len(line) + 1)

    def found(self) -> Iterator[Change]:
        """Yield the faults."""
        yield from self._walk(ast.parse(self.source))

    def _span(self, node: ast.expr | ast.stmt) -> tuple[int, int]:
        assert node.end_lineno is not None and node.end_col_offset is not None
        return (
            self.begins[node.lineno - 1] + node.col_offset,
            self.begins[node.end_lineno - 1] + node.end_col_offset,
        )

    def _edit(self, start: int, end: int, new: str) -> Change:
        line = self.source.count(b"\n", 0, start) + 1
        return Change(line, start, end, self.source[start:end].decode(), new)

    def _replace(self, node: ast.expr | ast.stmt, new: str) -> Change:
        return self._edit(*self._span(node), new)

    def _between(self, left: ast.expr, right: ast.expr, old: str, new: str) -> Iterator[Change]:
        """Yield the edit of the operator ``old`` between two operands."""
        start, end = self._span(left)[1], self._span(right)[0]
        at = self.source.find(old.encode(), start, end)
        if at >= 0:
            yield self._edit(at, at + len(old), new)

    def _marked(self, node: ast.AST) -> bool:
        line = getattr(node, "lineno", None)
        return line is not None and MARKER.encode() in self.lines[line - 1]

    def _walk(self, node: ast.AST) -> Iterator[Change]:
        if self._marked(node) or _silent(node):
            return
        yield from self._expression(node)
        yield from self._statement(node)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from self._function(node)
        for child in _children(node):
            yield from self._walk(child)

    def _expression(self, node: ast.AST) -> Iterator[Change]:
        match node:
            case ast.Compare():
                operands = [node.left, *node.comparators]
                for op, left, right in zip(node.ops, operands, node.comparators, strict=False):
                    yield from self._between(left, right, *COMPARED[type(op)])
            case ast.BoolOp():
                old, new, neutral = (
                    ("and", "or", "True") if isinstance(node.op, ast.And) else ("or", "and", "False")
                )
                for left, right in zip(node.values, node.values[1:], strict=False):
                    yield from self._between(left, right, f"{old} ", f"{new} ")
                for operand in node.values:
                    yield self._replace(operand, neutral)
            case ast.UnaryOp(op=ast.Not()):
                yield self._edit(self._span(node)[0], self._span(node.operand)[0], "")
            case ast.IfExp() | ast.If() if not isinstance(node.test, ast.BoolOp | ast.Constant):
                yield self._replace(node.test, "True")
                yield self._replace(node.test, "False")
            case ast.comprehension():
                for test in node.ifs:
                    yield self._replace(test, "True")
            case ast.BinOp():
                yield from self._arithmetic(node)
            case ast.Slice(lower=lower, upper=upper):
                for bound, further in ((lower, " + 1"), (upper, " - 1")):
                    if bound is not None and not isinstance(bound, ast.Constant):
                        yield self._replace(bound, self.source[slice(*self._span(bound))].decode() + further)
            case ast.Constant():
                yield from self._constant(node)
            case ast.Call():
                yield from self._call(node)

    def _arithmetic(self, node: ast.BinOp) -> Iterator[Change]:
        if type(node.op) in REACHED:
            yield from self._between(node.left, node.right, *REACHED[type(node.op)])
        elif isinstance(node.op, ast.BitOr):
            for kept in (node.left, node.right):
                yield self._replace(node, "(" + self.source[slice(*self._span(kept))].decode() + ")")

    def _constant(self, node: ast.Constant) -> Iterator[Change]:
        if isinstance(node.value, bool):
            yield self._replace(node, str(not node.value))
        elif isinstance(node.value, int | float):
            yield self._replace(node, str(node.value // 2 if node.value >= LIMIT else node.value + 1))
        elif isinstance(node.value, str):
            yield self._replace(node, GONE)

    def _call(self, node: ast.Call) -> Iterator[Change]:
        match node.func:
            case ast.Name(id=name) if name in CALLED:
                yield self._replace(node.func, CALLED[name])
            case ast.Attribute(attr=name, value=value) if name in ENDS:
                start = self._span(value)[1]
                yield self._edit(start, self._span(node.func)[1], f".{ENDS[name]}")
            case ast.Attribute(attr=name, value=value) if name in CLEANING and not isinstance(
                value, ast.Name
            ):
                yield self._edit(self._span(value)[1], self._span(node)[1], "")
            case ast.Attribute(attr=name, value=ast.Name() as value) if name in CLEANING:
                yield self._replace(node, value.id)
        for pattern in patterns.given(node):
            yield from (self._replace(pattern, repr(text)) for text in patterns.variants(pattern.value))

    def _statement(self, node: ast.AST) -> Iterator[Change]:
        match node:
            case ast.Expr(value=ast.Call() | ast.Yield() | ast.YieldFrom()) | ast.Raise():
                yield self._replace(node, "pass")
            case ast.Continue() | ast.Break():
                yield self._replace(node, "pass")
            case ast.AugAssign(op=ast.Add() | ast.Sub() as op):
                yield from self._between(node.target, node.value, *REACHED[type(op)])

    def _function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[Change]:
        """Yield what takes a return value or the change of a variable away."""
        returns = ast.unparse(node.returns) if node.returns is not None else ""
        known = {one.arg for one in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)}
        for inner in ast.walk(node):
            if self._marked(inner):
                continue
            match inner:
                case ast.Return(value=ast.expr() as value) if not isinstance(value, ast.Constant):
                    if returns == "bool":
                        start, end = self._span(value)
                        yield self._edit(start, end, f"not ({self.source[start:end].decode()})")
                    elif "None" in returns:
                        yield self._replace(value, "None")
                    elif returns.startswith("list["):
                        yield self._replace(value, "[]")
                case ast.Assign(targets=[ast.Name(id=name)]) if name in known:
                    yield self._replace(inner, "pass")
                case ast.Assign(targets=[ast.Name(id=name)]):
                    known.add(name)


def _silent(node: ast.AST) -> bool:
    """Return whether no test could notice a change in the node."""
    match node:
        case ast.Expr(value=ast.Constant()) | ast.Assert() | ast.JoinedStr():
            return True
        case ast.Subscript(value=ast.Name(id="Literal" | "Annotated")):
            return True
        case ast.Assign(targets=[ast.Name(id="__all__")]):
            return True
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name))) if name in SILENT:
            return True
        case ast.keyword(arg=str(name)) if name in GUARDS:
            return True
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
    return False


def _children(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the parts of a node in which faults are looked for."""
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            yield from (default for default in node.args.defaults + node.args.kw_defaults if default)
            yield from node.body
        case ast.ClassDef():
            yield from node.body
        case ast.AnnAssign():
            yield from (part for part in (node.value,) if part is not None)
        case ast.Raise():
            return
        case ast.Call() if patterns.given(node):
            taken = patterns.given(node)
            yield from (part for part in ast.iter_child_nodes(node) if part not in taken)
        case ast.Call(func=ast.Name(id="max"), args=[ast.Constant(value=0), *_]):
            yield from (node.func, *node.args[1:], *node.keywords)
        case _:
            yield from ast.iter_child_nodes(node)
