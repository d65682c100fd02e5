"""What can be wrong with rows over all files of a language: twice, shadowed, unread, out of reach."""

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from slugline.lang import verbs
from slugline.lang.chosen import LISTS, plural
from slugline.lang.vocabulary import INFLECT, VERBS, members

Members = Mapping[str, Iterable[tuple[str, str, str]]]
"""File -> class, row and word of each member of a class."""


def all_members() -> Members:
    return {name: list(members(name)) for name in INFLECT}


def constants(root: Path) -> set[str]:
    """All strings in the code of the package."""
    nodes = (node for path in root.rglob("*.py") for node in ast.walk(ast.parse(path.read_text("utf-8"))))
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def twice_in_a_class(found: Members) -> list[str]:
    """Words that more than one row puts into a class, whichever files the rows stand in."""
    rows: defaultdict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for name, its in found.items():
        for of_class, row, word in its:
            rows[of_class, word].add((name, row))
    return [f"{word} [{of_class}]" for (of_class, word), where in rows.items() if len(where) > 1]


def without_a_class_of_their_own(found: Members) -> list[str]:
    """Rows of two files for one word that are not words of two word classes: a homograph ("may", a month and
    a verb) has, in each of its files, a class that the other file has not.
    """
    files: defaultdict[str, set[str]] = defaultdict(set)
    classes: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for name, its in found.items():
        for of_class, row, _ in its:
            files[of_class].add(name)
            if name != VERBS:  # whose frames are no classes
                classes[row][name].add(of_class)
    return [
        f"{row} ({name})"
        for row, where in classes.items()
        for name in where
        for other in where.keys() - {name}
        if all(other in files[of_class] for of_class in where[name])
    ]


def of_two_cases(rows: Iterable[str]) -> list[str]:
    """Rows that differ from another by a capital only: it is a form (``fig<tab>never-ends=one,One``)."""
    rows = set(rows)
    return sorted(row for row in rows if row[0].isupper() and row[0].lower() + row[1:] in rows)


def plurals(rows: Iterable[str]) -> list[str]:
    """Rows for the plural of another row's noun: it is a form of that row (``lawyer<tab>common=many``)."""
    rows = set(rows)
    return sorted(plural(row) for row in rows if plural(row) != row and plural(row) in rows)


def forms_of_verbs(rows: Iterable[str]) -> list[str]:
    """Rows for words that are forms of a verb that has a row itself."""
    lemmas = {row.partition("+")[0] for row in LISTS.entries(VERBS)}
    forms = {form for lemma in lemmas for form in verbs.inflect(lemma).values()}
    return sorted(set(rows) & forms)


def unread(classes: Iterable[str], told: set[str], families: Iterable[str]) -> list[str]:
    """Classes that no code reads: by their name, or by that of their family ("head:ORG")."""
    families = tuple(families)
    return [
        name for name in classes if name not in told and not (":" in name and name.split(":")[0] in families)
    ]


def idle_phrases(tables: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """Phrases in the tables of where -> words -> what they tell, of which one word tells the same."""
    for where, table in tables.items():
        for entry, told in table.items():
            one = entry.split()[-1 if where == "before" else 0]
            if one != entry and table.get(one) == told:
                yield f"{entry} ({where})"


def known_by_rule(listed: Iterable[str], singulars: Iterable[str]) -> list[str]:
    """Plurals that stand in a list though they follow from their singular."""
    return sorted({*listed} & {plural(one) for one in singulars if plural(one) != one})


def contained(groups: Iterable[frozenset[str]]) -> list[str]:
    """Groups whose words all stand in another one."""
    groups = list(groups)
    return [" ".join(sorted(one)) for one in groups if any(one < other for other in groups)]
