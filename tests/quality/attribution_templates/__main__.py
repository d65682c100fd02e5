"""Measure the quotes of the stories of one half: right by kind, sure and wrong, reliability by step."""

import argparse
import dataclasses
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from slugline.stories import enrich_many
from tests.quality.attribution_templates.judging import Judge, Verdict
from tests.quality.attribution_templates.stories import Story, stories
from tests.quality.attribution_templates.template import HALVES

WORDS = """\
right: all that must come out does, with its speaker and stance, and nothing that must not
wrong>=.9: quotes of confidence .9 or more that are not so; of these, cut name: the right person by a part of
the name, extra: a quote of which the template says nothing"""
STEPS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.quality.attribution_templates", description=__doc__
    )
    parser.add_argument("--seed", type=int, default=1, help="other stories for another one")
    parser.add_argument("--half", choices=HALVES, default="seen")
    parser.add_argument("--kind", help="one kind of fault only")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="show N failures of each template")
    parser.add_argument("--per-template", action="store_true", help="a line for each template too")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--dump", action="store_true", help="write the stories as JSON lines and stop")
    asked = parser.parse_args()
    made = stories(asked.seed, asked.half, asked.kind)
    if not made:
        parser.error(f"no templates of kind {asked.kind!r}")
    if asked.dump:
        for story in made:
            sys.stdout.write(json.dumps(dataclasses.asdict(story), ensure_ascii=False) + "\n")
        return
    verdicts = list(judged(made, asked.processes))
    shown(verdicts, asked.show)
    table(verdicts, whole=False)
    if asked.per_template:
        table(verdicts, whole=True)
    out(f"\n{WORDS}")
    curve(verdicts)


def judged(made: list[Story], processes: int) -> Iterator[Verdict]:
    """Yield how each story went. Raises ValueError where a story's text was rewritten."""
    for story, enriched in zip(
        made, enrich_many([one.text for one in made], processes=processes), strict=True
    ):
        if enriched.text != story.text:
            raise ValueError(f"{story.id}: the text was rewritten, offsets cannot be compared")
        yield Judge(story).verdict(enriched.quotes)


def shown(verdicts: list[Verdict], most: int) -> None:
    """Print so many failures of each template."""
    counts: dict[str, int] = defaultdict(int)
    for verdict in verdicts:
        template = verdict.story.id.rpartition("/")[0]
        if not verdict.faults or counts[template] >= most:
            continue
        counts[template] += 1
        out(f"\n=== {verdict.story.id}\n{verdict.story.text}\n--- expected")
        for quote in verdict.story.quotes:
            said = " ... ".join(verdict.story.text[start:end] for start, end in quote.pieces)
            words = [verdict.story.text[start:end] for start, end in quote.words]
            extra = " optional" if quote.optional else ""
            out(f"  {quote.stance}{extra} {said!r} by {quote.names} {words}")
        for got in verdict.got:
            event = got.event
            speaker = event.speaker.text if event.speaker else None
            what = f"{event.text!r} by {event.speaker_name!r} {speaker!r} {event.confidence:.2f}"
            out(f"  got {what}: {got.fault or 'right'}")
        out("  " + "; ".join(verdict.faults))


def table(verdicts: list[Verdict], whole: bool) -> None:
    """Print the figures by kind, or by template."""
    groups: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        _, kind, template, _ = verdict.story.id.split("/")
        groups[f"{kind}/{template}" if whole else kind].append(verdict)
    heads = ("stories", "right", "quotes", ">=.9", "wrong>=.9", "cut name", "extra")
    out(f"\n{'kind':32} " + " ".join(f"{head:>9}" for head in heads))
    for name, group in [*groups.items(), *([] if whole else [("all", verdicts)])]:
        got = [one for verdict in group for one in verdict.got]
        sure = [one for one in got if one.sure]
        right = sum(not verdict.faults for verdict in group) / len(group)
        wrong = sum(one.fault is not None for one in sure)
        extra = sum(one.fault == "extra" for one in sure)
        cut = sum(one.fault == "cut name" for one in sure)
        share = len(sure) / max(1, len(got))
        cells = (
            f"{len(group)}",
            f"{right:.1%}",
            f"{len(got)}",
            f"{share:.0%}",
            f"{wrong}",
            f"{cut}",
            f"{extra}",
        )
        out(f"{name:32} " + " ".join(f"{cell:>9}" for cell in cells))


def curve(verdicts: list[Verdict]) -> None:
    """Print stated confidence against the share that is true, in seven steps."""
    got = [one for verdict in verdicts for one in verdict.got]
    out(f"\n{'confidence':12} {'quotes':>6} {'stated':>7} {'true':>7}")
    for low, high in pairwise(STEPS):
        step = [one for one in got if low <= one.event.confidence < high]
        if step:
            stated = sum(one.event.confidence for one in step) / len(step)
            true = sum(one.fault is None for one in step) / len(step)
            out(f"{low:.2f}-{min(high, 1):.2f}    {len(step):6} {stated:7.1%} {true:7.1%}")


def out(line: str) -> None:
    """Print a line."""
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
