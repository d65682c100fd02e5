"""The variables that Kubernetes puts into the environment of every pod beside a Service.

Of a Service whose name begins with slugline they begin as our settings do: SLUGLINE_PORT,
SLUGLINE_SERVICE_HOST (kubernetes.io/docs/concepts/services-networking/service, "Environment variables").
"""

import re

INJECTED = (
    (re.compile(r"(\w+_)?SERVICE_HOST"), re.compile(r"[0-9a-fA-F.:]+|None")),
    (re.compile(r"(\w+_)?SERVICE_PORT(_\w+)?"), re.compile(r"\d+")),
    (re.compile(r"(\w+_)?PORT(_\d+_(TCP|UDP|SCTP))?"), re.compile(r"(tcp|udp|sctp)://\S+")),
    (re.compile(r"(\w+_)?PORT_\d+_(TCP|UDP|SCTP)_(PROTO|PORT|ADDR)"), re.compile(r"[\w.:]+")),
)
"""Names without the prefix, and their values: a value of another kind is somebody's typing error."""


def injected(name: str, text: str) -> bool:
    """Say whether a variable is Kubernetes's, also where its name is that of a setting.

    ``name`` is without SLUGLINE_. Of a Service slugline-http, HTTP_PORT is tcp://...
    """
    return any(known.fullmatch(name) and value.fullmatch(text) for known, value in INJECTED)
