"""Which addresses belong to the public web, and which to this machine and its neighbours."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final

__all__ = ["Address", "is_public", "leads_outside"]

Address = IPv4Address | IPv6Address

EMBEDDED: Final = tuple(map(ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "::/96", "2002::/16")))
"""IPv6 networks whose addresses hold IPv4 ones: they would lead around the check."""


def is_public(address: Address) -> bool:
    """Whether an address belongs to the public web."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if any(address in network for network in EMBEDDED):
            return False
    return address.is_global and not address.is_multicast


def leads_outside(host: str, port: int) -> bool:
    """Whether all addresses of a host are public; ``OSError`` for one that is not found."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return all(is_public(ip_address(sockaddr[0])) for *_, sockaddr in found)
