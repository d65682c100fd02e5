"""Sending once more what a webhook did not take: not to a feed, where all would read it again, but to it."""

from collections.abc import Sequence
from contextlib import aclosing
from typing import Any

from slugline import feed_reader
from slugline.cli.problem import Exit, Problem
from slugline.cli.watchlist_problem import load
from slugline.records.codec import parse
from slugline.records.dead_letter import DeadLetter
from slugline.records.feeds import ALERTS
from slugline.records.schema_error import SchemaError
from slugline.runtime.webhook_delivery import WEBHOOK
from slugline.runtime.webhook_endpoint import Endpoint
from slugline.runtime.webhook_message import keys, message
from slugline.settings import Settings
from slugline.watchlist_file import WatchlistError

Found = Sequence[tuple[Any, DeadLetter]]


async def send_again(settings: Settings, found: Found) -> dict[str, str]:
    """Try once to send each of ``found`` to its webhook; return why it was not done by "partition:offset".

    What the alerts feed has said of an alert since stays what it is: an older word is not sent behind it.
    Raises Problem where there is no watchlist, or it or a secret cannot be used.
    """
    if not found:
        return {}
    if settings.watchlist is None:
        raise Problem("webhooks are in the watchlist", "", "set SLUGLINE_WATCHLIST", Exit.USAGE)
    hooks = {one.name: one for one in load(settings.watchlist).webhook}
    records, last = await _told(settings)
    failed: dict[str, str] = {}
    for dead, letter in found:
        name = next((value.decode() for header, value in dead.headers if header == WEBHOOK and value), "")
        record = records.get(letter.offset)
        if name not in hooks:
            why = f"there is no webhook {name!r} any more"
        elif record is None:
            why = f"{letter.feed} does not have it any more"
        elif last[_identity(record)] != letter.offset:
            why = "something newer was told of this alert since"
        else:
            try:
                endpoint = Endpoint(hooks[name], keys(hooks[name]), settings)
            except WatchlistError as error:
                raise Problem(str(error), code=Exit.USAGE) from error
            try:
                why = (await endpoint.send(message(record))).why
            finally:
                await endpoint.close()
        if why:
            failed[f"{dead.partition}:{dead.offset}"] = why
    return failed


async def _told(settings: Settings) -> tuple[dict[int, Any], dict[str, int]]:
    """Return what stands on the alerts feed by offset, and where the last record of each id is."""
    records: dict[int, Any] = {}
    last: dict[str, int] = {}
    async with aclosing(feed_reader.records(settings, ALERTS, "start", follow=False)) as reading:
        async for record in reading:
            records[record.offset] = record
            last[_identity(record)] = record.offset
    return records, last


def _identity(record: Any) -> str:
    try:
        value = parse(record.value or b"")
    except SchemaError:
        return ""
    return str(value.get("id")) if isinstance(value, dict) else ""
