"""The text of a story, put together from headline, standfirst and body."""

from collections.abc import Sequence
from dataclasses import replace

from slugline.intake.control_characters import check
from slugline.intake.formats.html_paragraphs import Paragraph
from slugline.intake.zones.blocks import Block, blocks
from slugline.records.story import Zone
from slugline.records.zones import ZoneKind

GAP = "\n\n"
"""Between the parts of a text that is put together."""

TOP = 3
"""Paragraphs at the top in which headline and standfirst may stand once more."""


def composed(
    headline: str | None, standfirst: str | None, body: str | Sequence[Paragraph]
) -> tuple[str, tuple[Zone, ...], list[Block]]:
    """Return the text, the zones of what stands above the body, and the body's blocks."""
    text = ""
    head: list[Zone] = []
    above: tuple[tuple[ZoneKind, str | None], ...] = (("headline", headline), ("standfirst", standfirst))
    for kind, part in above:
        if part:
            check(part, kind)
            head.append(Zone(kind=kind, start=len(text), end=len(text) + len(part)))
            text += part + GAP
    if isinstance(body, str):
        check(body, "body" if head else "")
        whole = text + body if body.strip() else text.rstrip()
        return whole, tuple(head), blocks(body, len(text))
    parts: list[Block] = []
    at = len(text)
    for piece in body:
        parts += (replace(block, role=piece.role) for block in blocks(piece.text, at))
        at += len(piece.text) + len(GAP)
    below = GAP.join(piece.text for piece in body)
    check(below, "body")
    return text + below if below else text.rstrip(), tuple(head), parts


def without(line: str | None, body: Sequence[Paragraph]) -> list[Paragraph]:
    """Return ``body`` without paragraphs at its top that say ``line`` and nothing else."""
    if not line:
        return list(body)
    said = bare(line)
    top = [one for one in body[:TOP] if len(one.text) > 2 * len(line) + 40 or bare(one.text) != said]
    return [*top, *body[TOP:]]


def bare(text: str) -> str:
    """Return the letters and digits of ``text``, by which it is told to be the same as another."""
    return "".join(filter(str.isalnum, text)).casefold()
