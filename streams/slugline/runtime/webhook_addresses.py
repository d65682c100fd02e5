"""Where a webhook may go: to public addresses, and into the networks that the settings allow.

Every connection passes here with the very address it is made to, whatever its name resolved to before: so no
name server can have a worker speak to a machine behind it. Sources: the registries of IANA for special
addresses (RFC 6890), RFC 4291 and 6052 for those that hold an IPv4 address.
"""

import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any, Final

from slugline.settings import SettingsError

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
GLOBAL_V6: Final = IPv6Network("2000::/3")
TRANSLATED: Final = IPv6Network("64:ff9b::/96")
NOT_PUBLIC: Final = (
    IPv4Network("192.0.0.0/24"),  # Oracle's metadata among them; 3.11's ipaddress knows a part of it only
    IPv4Network(
        "168.63.129.16/32"
    ),  # what Azure's machines are served by, though the address is a public one
    IPv6Network("3fff::/20"),  # RFC 9637, which ipaddress does not know either
)


class NotAllowedError(OSError):
    """A connection to an address that webhooks may not go to; the message says which."""


def networks(texts: Sequence[str]) -> tuple[Network, ...]:
    """Return the networks that ``texts`` write, 10.1.0.0/16 or one address. Raises SettingsError."""
    try:
        return tuple(ip_network(text) for text in texts)
    except ValueError as error:
        raise SettingsError(f"SLUGLINE_WEBHOOK_NETWORKS: {error}") from None


def is_public(address: Address) -> bool:
    """Tell whether anybody on the internet has this ``address``; one that holds another is that one."""
    if isinstance(address, IPv6Address):
        if (inner := held(address)) is not None:
            return is_public(inner)
        if address not in GLOBAL_V6 or address.teredo:
            return False
    special = address.is_multicast or any(address in network for network in NOT_PUBLIC)
    return address.is_global and not special


def held(address: IPv6Address) -> IPv4Address | None:
    """Return the IPv4 address that a mapped, translated or 6to4 ``address`` stands for; None for others."""
    if address in TRANSLATED:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or address.sixtofour


def guard(allowed: Sequence[Network], *, public: bool) -> Callable[[Any], socket.socket]:
    """Return what makes sockets: to ``allowed`` networks, and to ``public`` addresses where that is so.

    It takes an entry of getaddrinfo, and raises NotAllowedError.
    """

    def made(entry: Any) -> socket.socket:
        family, kind, protocol, _, place = entry
        address = ip_address(str(place[0]).partition("%")[0])
        inner = held(address) if isinstance(address, IPv6Address) else None
        inside = any(one in network for one in (address, inner) if one for network in allowed)
        if not inside and not (public and is_public(address)):
            why = (
                "is not public" if public else "is not in SLUGLINE_WEBHOOK_NETWORKS, and the url has no https"
            )
            raise NotAllowedError(f"{address} {why}")
        return socket.socket(family, kind, protocol)

    return made
