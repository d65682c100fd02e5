"""A real Prometheus with our configuration and our rules, quicker than in production."""

import json
import shutil
import subprocess
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml

from ops.kafka.config import free_port
from tests.patience import PATIENCE, wait_until

OPS = Path(__file__).resolve().parents[2] / "ops"

needs_prometheus = pytest.mark.skipif(
    shutil.which("prometheus") is None, reason="needs prometheus (Debian: apt-get install prometheus)"
)


@contextmanager
def running(folder: Path, workers: Sequence[int], rules: Path | None = None) -> Iterator[str]:
    """A Prometheus that scrapes the ``workers`` at these ports, and its address; ``rules`` for our rules."""
    own = free_port()
    address = f"127.0.0.1:{own}"
    options = {
        "config.file": _config(folder, own, workers, rules), "web.listen-address": address,
        "storage.tsdb.path": folder / "data", "log.level": "warn",
    }  # fmt: skip
    command = ["prometheus", *(f"--{name}={value}" for name, value in options.items())]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL) as process:
        try:
            yield address
        finally:
            process.terminate()


def _config(folder: Path, own: int, workers: Sequence[int], rules: Path | None) -> Path:
    """Our prometheus.yml, with the workers where they are in a test instead of looked up by name."""
    settings = yaml.safe_load((OPS / "prometheus" / "prometheus.yml").read_text())
    settings["global"] = {"scrape_interval": "1s", "scrape_timeout": "1s", "evaluation_interval": "1s"}
    known = [str(OPS / "prometheus" / name) for name in settings["rule_files"]]
    settings["rule_files"] = [str(rules)] if rules else known
    jobs = {job["job_name"]: job for job in settings["scrape_configs"]}
    del jobs["slugline"]["dns_sd_configs"]
    jobs["slugline"]["static_configs"] = [{"targets": [f"127.0.0.1:{port}" for port in workers]}]
    jobs["prometheus"]["static_configs"] = [{"targets": [f"127.0.0.1:{own}"]}]
    file = folder / "prometheus.yml"
    file.write_text(yaml.safe_dump(settings))
    return file


def ask(address: str, what: str, **parameters: str) -> Any:
    """What its API answers."""
    url = f"http://{address}/api/v1/{what}?{urllib.parse.urlencode(parameters)}"
    try:
        with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
            return json.loads(answer.read())["data"]
    except urllib.error.HTTPError as refused:
        pytest.fail(f"{parameters}: {refused.read().decode()}")


def wait(address: str, query: str) -> None:
    """Until ``query`` is answered with something; Prometheus may not even listen yet."""

    def answered() -> bool:
        try:
            return bool(ask(address, "query", query=query)["result"])
        except (urllib.error.URLError, pytest.fail.Exception):
            return False  # not up yet, or up and still loading (503)

    wait_until(answered, lambda: f"Prometheus has no answer to {query}")


def firing(address: str) -> set[str]:
    """The names of the alerts that fire now."""
    found = ask(address, "query", query='ALERTS{alertstate="firing"}')["result"]
    return {series["metric"]["alertname"] for series in found}
