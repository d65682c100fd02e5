"""What a webhook is sent: a CloudEvent in JSON, signed as the Standard Webhooks say.

Sources: CloudEvents 1.0.2, JSON format; Standard Webhooks (standardwebhooks.com), symmetric signatures v1.
"""

import base64
import binascii
import hmac
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from slugline.folds.watchlists.rules import Webhook
from slugline.records.codec import encode, parse
from slugline.watchlist_file import WatchlistError

PREFIX: Final = "whsec_"
SHORTEST: Final = 16
"""Bytes of a secret."""
TYPE: Final = "application/cloudevents+json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """``id`` is the same each time that the record is sent, and of no other record."""

    id: str
    body: bytes

    def headers(self, keys: Sequence[bytes], now: int) -> dict[str, str]:
        """Return the headers of the request, signed with each of ``keys`` at ``now``, seconds since 1970."""
        signed = f"{self.id}.{now}.".encode() + self.body
        signatures = (base64.b64encode(hmac.digest(key, signed, sha256)).decode() for key in keys)
        return {
            "content-type": TYPE,
            "webhook-id": self.id,
            "webhook-timestamp": str(now),
            "webhook-signature": " ".join(f"v1,{one}" for one in signatures),
        }


def message(record: Any, data: dict[str, Any] | None = None) -> Message:
    """Return the message for a record of the alerts feed. Raises SchemaError for what is no JSON.

    ``data`` is what it says, if that is not what the record has.
    """
    told = {
        name[3:]: (value or b"").decode(errors="replace")
        for name, value in record.headers
        if name.startswith("ce_")
    }
    said = parse(record.value or b"") if data is None else data
    event = {**told, "datacontenttype": "application/json", "data": said}
    # the offset, too: what is taken back and told again is the same record twice, and two messages
    return Message(id=f"{told.get('id', 'alert')}-{record.offset}", body=encode(event))


def keys(webhook: Webhook, environ: Mapping[str, str] = os.environ) -> tuple[bytes, ...]:
    """Return the secrets of a webhook. Raises WatchlistError, which does not tell them."""
    where = f"webhook {webhook.name!r}"
    if webhook.secret_env is not None:
        where += f", {webhook.secret_env} in the environment"
        text = environ.get(webhook.secret_env, "")
    else:
        where += f", {webhook.secret_file}"
        try:
            text = Path(webhook.secret_file or "").read_text("ascii")
        except (OSError, ValueError) as error:
            raise WatchlistError(f"{where}: {getattr(error, 'strerror', None) or 'no text'}") from None
    try:
        found = tuple(base64.b64decode(one.removeprefix(PREFIX), validate=True) for one in text.split())
    except (binascii.Error, ValueError):
        raise WatchlistError(f"{where}: a secret is base64, with or without {PREFIX} before it") from None
    if not found or any(len(one) < SHORTEST for one in found):
        raise WatchlistError(f"{where}: a secret has {SHORTEST} bytes at least")
    return found
