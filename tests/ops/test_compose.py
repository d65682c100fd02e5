"""docker-compose.yml as the real Compose binary reads it: valid, hardened, and in step with the settings."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from slugline.cli.commands.live import command
from slugline.settings import load, table

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "docker-compose.yml"
COMPOSE = Path(sys.executable).parent / "docker-compose"
SERVICES = ("kafka", "feeds", "worker", "live", "prometheus", "grafana")
OURS = ("feeds", "worker", "live")


def compose(file: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(COMPOSE), "--project-directory", str(ROOT), "-f", str(file), "config", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    done = compose(FILE, "--format", "json")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)["services"]
    return found


def test_compose_accepts_the_file_without_a_warning() -> None:
    done = compose(FILE, "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_compose_rejects_a_misspelt_key(tmp_path: Path) -> None:
    broken = tmp_path / "docker-compose.yml"
    broken.write_text(FILE.read_text().replace("healthcheck:", "healthchek:", 1))
    assert compose(broken, "--quiet").returncode != 0


def test_the_services_are_the_ones_tested_here(services: dict[str, Any]) -> None:
    assert sorted(services) == sorted(SERVICES)


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_is_pinned_hardened_and_on_loopback(services: dict[str, Any], name: str) -> None:
    service = services[name]
    assert re.fullmatch(r"[a-z/]+:v?\d+\.\d+\.\d+", service["image"])
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert not service.get("privileged", False)
    assert "user" not in service  # every image runs as its own user; none asks for root
    assert [port["host_ip"] for port in service.get("ports", [])] == ["127.0.0.1"] * len(
        service.get("ports", [])
    )


@pytest.mark.parametrize("name", ["feeds", "worker", "live", "prometheus", "grafana"])
def test_the_root_of_a_service_is_read_only(services: dict[str, Any], name: str) -> None:
    assert services[name]["read_only"] is True
    assert any(mount.startswith("/tmp:") for mount in services[name]["tmpfs"])


@pytest.mark.parametrize("name", SERVICES)
def test_every_mounted_file_exists(services: dict[str, Any], name: str) -> None:
    sources = [Path(one["source"]) for one in services[name].get("volumes", []) if one["type"] == "bind"]
    for source in sources:
        assert source.is_relative_to(ROOT)
        assert source.is_file() or list(source.iterdir())


@pytest.mark.parametrize("name", [name for name in SERVICES if name != "feeds"])
def test_what_goes_on_running_says_how_it_is(services: dict[str, Any], name: str) -> None:
    assert services[name]["healthcheck"]["test"][0] == "CMD"
    assert services[name]["restart"] == "unless-stopped"


def test_every_variable_is_a_known_setting() -> None:
    known = {row.variable for row in table()}
    used = set(re.findall(r"SLUGLINE_[A-Z_]+", FILE.read_text()))
    assert used
    assert used <= known


@pytest.mark.parametrize("name", OURS)
def test_the_settings_are_accepted(services: dict[str, Any], name: str) -> None:
    settings, _origins = load(services[name]["environment"], Path(os.devnull))
    assert settings.brokers == "kafka:19092"


def test_the_worker_starts_after_its_feeds_and_may_drain(services: dict[str, Any]) -> None:
    worker = services["worker"]
    assert services["feeds"]["restart"] == "no"
    assert worker["depends_on"]["feeds"]["condition"] == "service_completed_successfully"
    assert worker["depends_on"]["kafka"]["condition"] == "service_healthy"
    settings, _origins = load(worker["environment"], Path(os.devnull))
    assert int(worker["stop_grace_period"].removesuffix("s")) > 2 * settings.drain


def test_prometheus_scrapes_the_workers_port(services: dict[str, Any]) -> None:
    settings, _origins = load(services["worker"]["environment"], Path(os.devnull))
    scraped = re.findall(r"port: (\d+)", (ROOT / "ops/prometheus/prometheus.yml").read_text())
    assert scraped == [str(settings.http_port)]
    assert [port["target"] for port in services["worker"]["ports"]] == [settings.http_port]
    assert f":{settings.http_port}/readyz" in services["worker"]["healthcheck"]["test"][-1]
    assert settings.http_host == "0.0.0.0"


def test_the_live_page_is_reached_at_the_port_it_listens_at(services: dict[str, Any]) -> None:
    live = services["live"]
    (port,) = live["ports"]
    assert (port["target"], str(port["target"])) == (8008, port["published"])
    (option,) = (one for one in command.params if one.name == "port")
    assert option.default == port["target"]
    assert f":{port['target']}/livez" in live["healthcheck"]["test"][-1]
