"""``--from``: where in a feed to begin."""

from datetime import UTC, datetime
from typing import Any

import click

from slugline.feed_reader import Start, starting


class StartOption(click.ParamType):
    """Where to begin in a feed: "start", "end", or so long ago ("-15m"), as milliseconds since 1970 UTC."""

    name = "start|end|-15m"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Start:
        """Read the text of the option."""
        if isinstance(value, int):
            return value
        try:
            return starting(str(value), datetime.now(UTC))
        except ValueError as error:
            self.fail(str(error), param, ctx)
