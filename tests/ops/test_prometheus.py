"""Prometheus's files: valid for promtool, in step with the metrics there are and with the runbook."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from slugline.kinds import FEEDS
from slugline.metrics import table

OPS = Path(__file__).resolve().parents[2] / "ops"
CONFIG = OPS / "prometheus" / "prometheus.yml"
RULES = OPS / "prometheus" / "rules.yml"
CASES = OPS / "prometheus" / "rules.test.yml"
DASHBOARD = OPS / "grafana" / "dashboards" / "slugline.json"

needs_promtool = pytest.mark.skipif(
    shutil.which("promtool") is None, reason="needs promtool (Debian: apt-get install prometheus)"
)


def promtool(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["promtool", *map(str, arguments)], capture_output=True, text=True, check=False)


def alerts() -> list[dict[str, Any]]:
    return [rule for group in yaml.safe_load(RULES.read_text())["groups"] for rule in group["rules"]]


@needs_promtool
@pytest.mark.parametrize(
    "arguments",
    [("check", "config", CONFIG), ("check", "rules", RULES), ("test", "rules", CASES)],
    ids=["config", "rules", "cases"],
)
def test_promtool_accepts(arguments: tuple[str | Path, ...]) -> None:
    done = promtool(*arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "FAILED" not in done.stdout + done.stderr


@needs_promtool
@pytest.mark.parametrize(
    ("changed", "case"),
    [
        (("> 60", "> 6000"), "stories wait and none gets done, on one worker of two"),
        (("embargoed|undeliverable", "none"), "all is well"),
        (("== 0", "== 2"), "workers without a partition"),
    ],
)
def test_the_cases_fail_on_a_changed_rule(tmp_path: Path, changed: tuple[str, str], case: str) -> None:
    text = RULES.read_text()
    assert changed[0] in text
    (tmp_path / RULES.name).write_text(text.replace(*changed))
    content = yaml.safe_load(CASES.read_text())
    content["tests"] = [one for one in content["tests"] if one["name"] == case]
    (tmp_path / CASES.name).write_text(yaml.safe_dump(content))
    done = promtool("test", "rules", tmp_path / CASES.name)
    assert done.returncode != 0
    assert "FAILED" in done.stdout + done.stderr


def test_every_alert_has_a_case_in_which_it_fires() -> None:
    cases = CASES.read_text()
    for alert in alerts():
        assert re.search(rf'alertname(: |="){alert["alert"]}\b', cases), alert["alert"]


def test_the_runbook_has_a_section_for_every_alert_and_no_other() -> None:
    sections = re.findall(r"^## (Slugline\w+)$", (OPS / "runbook.md").read_text(), re.MULTILINE)
    assert sections == [alert["alert"] for alert in alerts()]
    for alert in alerts():
        assert alert["annotations"]["runbook"] == f"ops/runbook.md#{alert['alert'].lower()}"
        assert alert["labels"]["severity"] in ("critical", "warning", "info")


@pytest.mark.parametrize("file", [RULES, CASES, DASHBOARD], ids=lambda file: file.name)
def test_every_metric_and_feed_that_is_named_exists(file: Path) -> None:
    known: set[str] = set()
    for row in table():
        parts = ("_bucket", "_sum", "_count") if row.type == "histogram" else ("",)
        known.update(row.name + part for part in parts)
    text = file.read_text()
    named = set(re.findall(r"\bslugline_\w+", text))
    assert named
    assert named <= known
    assert set(re.findall(r"\bwire(?:\.\w+)+", text)) <= {feed.name for feed in FEEDS}
