"""One try to send a message to a webhook, and what its answer means."""

import asyncio
import random
import time
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Final

import aiohttp

from slugline.folds.watchlists.rules import Webhook
from slugline.release import VERSION
from slugline.runtime.webhook_addresses import NotAllowedError, guard, networks
from slugline.runtime.webhook_message import Message
from slugline.runtime.webhook_names import Names
from slugline.settings import Settings

CONNECT_SECONDS, WHOLE_SECONDS = 5.0, 15.0
FINAL: Final = frozenset({400, 413, 414, 415, 422})
"""Answers that say that this very message will never be taken."""
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 300.0
LONGEST_WISH: Final = 3600.0
"""So long a webhook may ask us to wait, at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of a try: ``why`` is empty where it was taken, ``wish`` the seconds it asks us to wait."""

    why: str = ""
    final: bool = False
    wish: float = 0.0


class Endpoint:
    """A webhook to send to; ``close`` it in the end."""

    def __init__(self, webhook: Webhook, keys: tuple[bytes, ...], settings: Settings) -> None:
        """Nothing is connected yet. ``keys`` sign."""
        self._url = webhook.url
        self._keys = keys
        allowed = networks(settings.webhook_networks)
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                limit=1, force_close=True, use_dns_cache=False, resolver=Names(),
                socket_factory=guard(allowed, public=webhook.url.startswith("https://")),
            ),
            timeout=aiohttp.ClientTimeout(total=WHOLE_SECONDS, sock_connect=CONNECT_SECONDS),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"user-agent": f"slugline/{VERSION}"},
            auto_decompress=False,
            trust_env=False,  # a proxy would connect to whatever it is told
        )  # fmt: skip

    async def close(self) -> None:
        """Disconnect."""
        await self._session.close()

    async def send(self, message: Message) -> Answer:
        """Try once. Nothing is read of what comes behind the headers, and no redirect is followed."""
        headers = message.headers(self._keys, int(time.time()))
        try:
            async with self._session.post(
                self._url, data=message.body, headers=headers, allow_redirects=False
            ) as answer:
                return _read(answer.status, answer.headers.get("retry-after", ""))
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            return Answer(why=_words(error))


def pause(tries: int, wish: float) -> float:
    """Return the seconds to wait after so many ``tries``: twice as many each time, by chance a part of it."""
    longest = min(FIRST_PAUSE * 2.0 ** min(tries - 1, 30), LONGEST_PAUSE)
    by_chance = longest * (0.5 + random.random() / 2)  # noqa: S311  # nothing secret hangs on it
    return max(by_chance, min(wish, LONGEST_WISH))


def _read(status: int, wish: str) -> Answer:
    if 200 <= status < 300:
        return Answer()
    return Answer(why=_status(status), final=status in FINAL, wish=_seconds(wish))


def _status(status: int) -> str:
    """Return what an answer is called, by the standard: what its server says may hold secrets."""
    phrase = next((f" {one.phrase}" for one in HTTPStatus if one == status), "")
    redirect = ": no redirect is followed, its own address is wanted" if 300 <= status < 400 else ""
    return f"HTTP {status}{phrase}{redirect}"


def _seconds(wish: str) -> float:
    """Return what a Retry-After header asks for, seconds or a date (RFC 9110); 0 for what is neither."""
    if wish.isdecimal() and len(wish) < 10:
        return float(wish)
    try:
        return max(parsedate_to_datetime(wish).timestamp() - time.time(), 0.0)
    except (ValueError, TypeError, OverflowError):
        return 0.0


def _words(error: Exception) -> str:
    """Return why nothing came of it, without the url: it may hold what only its owner is to know."""
    cause = error.__cause__ or error.__context__
    for one in (error, cause, getattr(error, "os_error", None)):
        if isinstance(one, NotAllowedError):
            return f"not allowed: {one}"
    if isinstance(error, aiohttp.ConnectionTimeoutError):
        return f"no connection in {CONNECT_SECONDS:.0f} s"
    if isinstance(error, asyncio.TimeoutError):
        return f"no answer in {WHOLE_SECONDS:.0f} s"
    told = next((words for kind, words in _WORDS if isinstance(error, kind)), type(error).__name__)
    inner = getattr(error, "certificate_error", None) or getattr(error, "os_error", None)
    reason = getattr(inner, "verify_message", None) or inner or getattr(error, "strerror", None)
    return f"{told}{f': {reason}' if reason else ''}"[:300]


_WORDS: Final[tuple[tuple[type[Exception], str], ...]] = (
    (aiohttp.ClientConnectorCertificateError, "its certificate is not trusted"),
    (aiohttp.ClientSSLError, "no TLS with it"),
    (aiohttp.ClientConnectorDNSError, "its name is not found"),
    (aiohttp.ClientConnectorError, "no connection"),
    (aiohttp.ServerDisconnectedError, "it hung up without an answer"),
    (aiohttp.ClientOSError, "the connection broke"),
    (aiohttp.ClientResponseError, "what it answers is no HTTP"),
    (aiohttp.InvalidURL, "its url cannot be sent to"),
)
"""What happened, in the words of who reads the log; of a kind within another the narrower comes first."""
