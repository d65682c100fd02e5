"""What troubles the Kafka client while we follow a feed."""

import logging
import time

from slugline.cli.printing import terminal


class ClientWarnings(logging.Handler):
    """Tells it on stderr, but not more often than every half minute."""

    _next = 0.0

    def emit(self, record: logging.LogRecord) -> None:
        """Tell it."""
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + 30
            terminal.tell(f"warning: {record.getMessage()}; trying on", "yellow")


def tell_warnings() -> None:
    """Tell them from now on."""
    logging.getLogger("aiokafka").addHandler(ClientWarnings(logging.WARNING))
