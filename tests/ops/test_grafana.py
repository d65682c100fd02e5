"""The Grafana dashboard: in step with its table, valid for Grafana's schema, found by its provisioning."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
GRAFANA = ROOT / "ops" / "grafana"
FILE = GRAFANA / "dashboards" / "slugline.json"
PROVISIONING = GRAFANA / "provisioning"


@pytest.fixture(scope="module")
def dashboard() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(FILE.read_text())
    return read


@pytest.fixture
def schema(shared: Path) -> dict[str, Any]:
    file = shared / "data" / "grafana" / "dashboard.jsonschema.json"
    if not file.is_file():
        pytest.skip(f"needs {file.name} in the shared data folder")
    read: dict[str, Any] = json.loads(file.read_text())
    return read


def test_the_file_is_what_the_table_makes() -> None:
    # In a process of its own: at import the SDK warns that it would rather make another format.
    done = subprocess.run(
        [sys.executable, "-m", "ops.grafana.build", "--check"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_grafanas_schema_accepts_the_dashboard(dashboard: dict[str, Any], schema: dict[str, Any]) -> None:
    errors = jsonschema.Draft7Validator(schema).iter_errors(dashboard)
    assert [f"{error.json_path}: {error.message}" for error in errors] == []


def test_grafanas_schema_rejects_a_misspelt_field(dashboard: dict[str, Any], schema: dict[str, Any]) -> None:
    assert not jsonschema.Draft7Validator(schema).is_valid({**dashboard, "refesh": "10s"})


def test_panels_have_ids_of_their_own_and_do_not_overlap(dashboard: dict[str, Any]) -> None:
    panels = dashboard["panels"]
    assert len({panel["id"] for panel in panels}) == len(panels)
    taken: set[tuple[int, int]] = set()
    for panel in panels:
        place = panel["gridPos"]
        cells = {
            (x, y)
            for x in range(place["x"], place["x"] + place["w"])
            for y in range(place["y"], place["y"] + place["h"])
        }
        assert not cells & taken
        assert place["x"] + place["w"] <= 24
        taken |= cells


def test_every_query_goes_to_the_provisioned_datasource(dashboard: dict[str, Any]) -> None:
    [source] = yaml.safe_load((PROVISIONING / "datasources" / "prometheus.yml").read_text())["datasources"]
    used = {
        target["datasource"]["uid"] for panel in dashboard["panels"] for target in panel.get("targets", [])
    }
    assert used == {source["uid"]}
    scraped = yaml.safe_load((ROOT / "ops/prometheus/prometheus.yml").read_text())
    assert source["jsonData"]["timeInterval"] == scraped["global"]["scrape_interval"]


def test_grafana_finds_the_dashboard_and_opens_it_first() -> None:
    [provider] = yaml.safe_load((PROVISIONING / "dashboards" / "slugline.yml").read_text())["providers"]
    grafana = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]["grafana"]
    mounted = dict(reversed(one.removesuffix(":ro").split(":")) for one in grafana["volumes"])
    assert mounted[provider["options"]["path"]] == "./ops/grafana/dashboards"
    environment = grafana["environment"]
    home = Path(environment["GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH"])
    assert (ROOT / mounted[str(home.parent)] / home.name).samefile(FILE)
    assert environment["GF_AUTH_ANONYMOUS_ORG_ROLE"] == "Viewer"
