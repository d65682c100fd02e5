"""The middle of the demo: stories go in, and what comes out is shown as it comes."""

import asyncio
import time
from collections.abc import Callable

from aiokafka import AIOKafkaConsumer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.text import Text

from slugline import feed_reader
from slugline.cli.demo import highlights, observer
from slugline.cli.demo.worker_process import WorkerChild, WorkerFailed
from slugline.cli.kafka import connect
from slugline.cli.kafka.publisher import Plan, Tally, publish
from slugline.cli.printing import render_events, terminal
from slugline.feed_names import feed_name
from slugline.records.dead_letter import DeadLetter
from slugline.records.feeds import STORIES
from slugline.records.story import EnrichedStory
from slugline.settings import Settings

Show = Callable[[Console, EnrichedStory | DeadLetter], None]

PATIENCE = 120.0
"""Seconds without a story getting done after which the demo gives up; the worker's watchdog has the same."""

TRENDS_PATIENCE = 60.0
"""Seconds the demo waits for the first trends. They come within two, and much later on a busy machine."""


SHOWN = 3
"""Stories that are shown unless all are."""


async def play(
    settings: Settings, plan: Plan, worker: WorkerChild, console: Console, *, everything: bool
) -> tuple[observer.Seen, Tally]:
    """Publish the stories of ``plan``, show what comes of them, and return what was seen and sent.

    ``everything`` shows each story and dead letter as it comes, else the best stories at the end. Raises
    WorkerFailed where stories stay away.
    """
    show = _print if everything else _keep_quiet
    seen, tally = observer.Seen(), Tally()
    columns = (TextColumn("{task.description:<10}"), BarColumn(), MofNCompleteColumn())
    async with feed_reader.consumer(settings) as consumer, connect.producer(settings) as producer:
        await observer.attach(settings, consumer)
        with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bars:
            published, finished = (
                bars.add_task(what, total=len(plan.files)) for what in ("published", "done")
            )
            sending = asyncio.create_task(
                publish(
                    plan,
                    feed_name(STORIES, settings),
                    producer,
                    tally,
                    lambda stories, _: bars.advance(published, stories),
                )
            )
            counting = asyncio.create_task(_count(worker, seen))
            done, changed = 0, time.monotonic()
            while not (sending.done() and done >= tally.published):
                await _show_new(consumer, seen, bars.console, show)
                before, done = done, seen.outcomes.total()
                bars.update(finished, completed=done)
                changed = time.monotonic() if done > before else changed
                if sending.done():
                    await sending  # what went wrong there comes out here
                _check(worker, settings, f"{done} of {tally.published} stories got done", changed)
            while not seen.settled() and time.monotonic() - changed < PATIENCE:
                await _show_new(consumer, seen, bars.console, show)  # acknowledged, and not here yet
            counting.cancel()
        if not everything:
            _highlights(console, seen)
        with console.status("waiting for trends ..."):
            await _trends(consumer, seen)
    if not seen.outcomes["enriched"]:
        raise WorkerFailed("no story came out with events", settings.brokers, worker.last_lines())
    return seen, tally


def _check(worker: WorkerChild, settings: Settings, so_far: str, changed: float) -> None:
    worker.check()
    if time.monotonic() - changed > PATIENCE:
        raise WorkerFailed(f"{so_far}, then none in {PATIENCE:.0f} s", settings.brokers, worker.last_lines())


async def _count(worker: WorkerChild, seen: observer.Seen) -> None:
    """Keep up with what the worker counts as done: not all of it shows on a feed."""
    while True:
        outcomes, skips = await asyncio.to_thread(
            worker.counted, "slugline_stories_total", "slugline_skips_total"
        )
        if outcomes.total() > seen.outcomes.total():
            seen.skips, seen.outcomes = skips, outcomes
        await asyncio.sleep(0.2)


async def _trends(consumer: AIOKafkaConsumer, seen: observer.Seen) -> None:
    """Wait until the trends have settled."""
    until = time.monotonic() + TRENDS_PATIENCE
    while time.monotonic() < until:
        before = len(seen.trends)
        await observer.poll(consumer, seen)
        if len(seen.trends) > before:  # the partitions report one by one, a second apart
            until = min(until, time.monotonic() + 2)


async def _show_new(consumer: AIOKafkaConsumer, seen: observer.Seen, console: Console, show: Show) -> None:
    """Show what has come on the feeds."""
    for one in await observer.poll(consumer, seen):
        if isinstance(one, EnrichedStory):
            seen.stories.append(one)
        show(console, one)


def _highlights(console: Console, seen: observer.Seen) -> None:
    shown = highlights.best(seen.stories, SHOWN)
    for story in shown:
        _print(console, story)
    more = seen.told["stories"] - len(shown)
    if more > 0:
        told = f"and {more} more stories with events; all of them, and the dead letters: slugline demo --all"
        console.print(Text(told, style="dim"))


def _keep_quiet(_console: Console, _one: EnrichedStory | DeadLetter) -> None:
    """Show nothing yet."""


def _print(console: Console, one: EnrichedStory | DeadLetter) -> None:
    if isinstance(one, EnrichedStory):
        terminal.show(
            console, render_events.story(one, entities=6, quotes=2, topics=2, longest=160, address=False)
        )
    else:
        line = Text().append("dead letter  ", "bold red").append(one.reason, "red")
        line.append(f"  {one.detail}  ").append(f"{one.feed} {one.partition}:{one.offset}", "dim")
        terminal.show(console, line)
    console.print()
