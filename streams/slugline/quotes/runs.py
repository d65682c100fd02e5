"""Runs: a quotation that goes on over paragraphs, left open at the end of each but the last, is one."""

from collections.abc import Iterator, Sequence

from slugline.quotes.pieces import Said


def find(said: Sequence[Said]) -> Iterator[list[int]]:
    """Yield the numbers of things said, in the order of the text, that are one quotation over paragraphs."""
    run: list[int] = []
    for number, one in enumerate(said):
        if run and _goes_on(said[run[-1]], one):
            run.append(number)
        elif not run or one.line is not said[run[-1]].line:
            if len(run) > 1:
                yield run
            run = []
        if not run and left_open(one):
            run = [number]
    if len(run) > 1:
        yield run


def left_open(one: Said) -> bool:
    """Return whether the paragraph ends within what is said."""
    return one.kind == "direct" and bool(one.quotations) and not one.quotations[-1].closed


def _goes_on(last: Said, one: Said) -> bool:
    """Return whether ``one`` is what goes on in the next paragraph, from its beginning."""
    near = one.line.number - last.line.number == 1 and not one.line.border
    return near and left_open(last) and one.kind == "direct" and one.line.quoted[0] in one.quotations[:1]
