"""``python -m benchmarks.alerts_cost``: what a watchlist costs a story, by the number of its rules.

Stories of `benchmarks.bench` are enriched once. Rules ask for what other such stories have: full names,
speakers and three words in a row, a third of them together with a topic or a country, a tenth with a word
that all stories have, one in a hundred for a topic or a country alone. Told are milliseconds of processor
time for one story: reading its record, matching it, and folding what it meets, without and with chains.
"""

import json
import random
import statistics
import time
from collections.abc import Callable, Sequence

import slugline
from benchmarks.bench import texts
from slugline.entities.town_codes import code_of
from slugline.folds.alerts.fold import Alerts
from slugline.folds.alerts.seen import seen
from slugline.folds.alerts.ties import HeardChain, HeardRef, Ties
from slugline.folds.watchlists.matching import Watch
from slugline.folds.watchlists.rules import Watchlist, read
from slugline.kinds import EnrichedStory
from slugline.records.codec import decode, encode
from slugline.records.ids import event_id

STORIES, ROUNDS = 150, 3
RULES = (10, 100, 1_000)
MUST = 1.0
"""Milliseconds that a thousand rules may cost a story."""


def watchlist(stories: Sequence[EnrichedStory], count: int) -> Watchlist:
    """Return so many rules made of what ``stories`` say."""
    chance = random.Random(count)
    return read({"rule": [_rule(number, chance.choice(stories), chance) for number in range(count)]})


def _rule(number: int, story: EnrichedStory, chance: random.Random) -> dict[str, object]:
    words = [word for word in story.text.split() if word.isalpha()] or ["news"]
    at = chance.randrange(len(words))
    found: list[dict[str, object]] = [{"text": " ".join(words[at : at + 3])}]
    found.extend({"entity": one.name} for one in story.entities[:5] if " " in one.name)
    found.extend({"quote": {"speaker": one.speaker_name}} for one in story.quotes[:3] if one.speaker_name)
    wide: list[dict[str, object]] = [{"topic": one.qcode} for one in story.topics[:2]]
    wide.extend({"place": {"country": one.links.iso3166}} for one in story.entities if one.links.iso3166)
    name, one = f"rule {number}", chance.choice(found)
    if number % 100 == 0 and wide:
        return {"name": name, "all": [chance.choice(wide)]}
    if number % 10 == 0:
        return {"name": name, "all": [{"text": "the"}, one]}
    if number % 3 == 0 and wide:
        return {"name": name, "all": [one, chance.choice(wide)]}
    return {"name": name, "any": [one, chance.choice(found)], "none": [{"signal": "test"}]}


def measured(work: Callable[[EnrichedStory], object], stories: Sequence[EnrichedStory]) -> dict[str, float]:
    """Return milliseconds that ``work`` takes for a story: mean, p95 and most of the best of some rounds."""
    times = [float("inf")] * len(stories)
    for _ in range(ROUNDS):
        for number, story in enumerate(stories):
            begun = time.thread_time()
            work(story)
            times[number] = min(times[number], 1000 * (time.thread_time() - begun))
    times.sort()
    return {
        "mean": round(statistics.fmean(times), 3), "p95": round(times[int(0.95 * len(times))], 3),
        "most": round(times[-1], 3),
    }  # fmt: skip


def folding(watch: Watch, *, chained: bool) -> Callable[[EnrichedStory], object]:
    """Return what takes a story to the end: matched, chained, folded, and taken back."""
    fold = Alerts(lambda _rule: 0.2, Ties(1 << 40) if chained else None, 30_000)
    order = iter(range(1 << 30))

    def work(story: EnrichedStory) -> None:
        fold.story(seen(story, watch.met(story), 0, 1000))
        if chained:
            ref = HeardRef(uri=story.uri, version=story.version)
            tie = HeardChain(
                chain=event_id("chain", story.uri), story=ref, status="usable", relation="update", new=0.5,
                merged_into=None, order=next(order),
            )  # fmt: skip
            fold.chain(tie, 1000)
        fold.gone(story.uri, 0, None, "canceled")

    return work


def main() -> None:
    """Print a line of JSON for each number of rules."""
    whole = [text for part in texts(1, STORIES)[0] for text in part][-2 * STORIES :]
    stories = [one for one in slugline.enrich_many(whole, processes=2) if isinstance(one, EnrichedStory)]
    tried, others = stories[: len(stories) // 2], stories[len(stories) // 2 :]
    values = {one.uri: encode(one) for one in tried}
    reading = measured(lambda story: decode(EnrichedStory, values[story.uri]), tried)
    size = round(statistics.fmean(map(len, values.values())))
    print(json.dumps({"stories": len(tried), "bytes of a record": size, "reading ms": reading}))
    for count in RULES:
        watch = Watch(watchlist(others, count).rule, code_of)
        met = [len(watch.met(story)) for story in tried]
        matching = measured(watch.met, tried)
        row = {
            "rules": count, "met by a story": round(statistics.fmean(met), 1), "matching ms": matching,
            "with the fold ms": measured(folding(watch, chained=False), tried),
            "with chains ms": measured(folding(watch, chained=True), tried),
        }  # fmt: skip
        print(json.dumps(row), flush=True)
        if count == RULES[0]:
            few = matching["mean"]
        elif count == 1_000:
            added = round(matching["mean"] - few, 3)
            print(json.dumps({"what a thousand rules add ms": added, "within 1 ms": added <= MUST}))


if __name__ == "__main__":
    main()
