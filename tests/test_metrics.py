from prometheus_client import generate_latest
from prometheus_client.parser import text_string_to_metric_families

from ops import metrics_doc
from slugline.kinds import FEEDS
from slugline.metrics import Metrics, table


def exposed(metrics: Metrics) -> dict[str, float]:
    """Value by name and labels."""
    families = text_string_to_metric_families(generate_latest(metrics.registry).decode())
    return {
        sample.name
        + "".join(f"{{{key}={value}}}" for key, value in sorted(sample.labels.items())): sample.value
        for family in families
        for sample in family.samples
    }


def test_two_in_one_process_do_not_meet() -> None:
    first, second = Metrics(), Metrics()
    first.stories.labels("enriched").inc()
    assert exposed(first)["slugline_stories_total{outcome=enriched}"] == 1
    assert exposed(second)["slugline_stories_total{outcome=enriched}"] == 0


def test_closed_label_sets_are_there_at_zero() -> None:
    values = exposed(Metrics())
    for series in (
        "slugline_stories_total{outcome=dead-lettered}",
        "slugline_skips_total{reason=tombstone}",
        "slugline_events_total{kind=quote}",
        "slugline_dead_letters_total{reason=output-too-large}",
        "slugline_stage_seconds_count{stage=extract}",
        "slugline_latency_seconds_count",
        "slugline_rebalances_total{role=stories}",
        f"slugline_produced_bytes_total{{feed={FEEDS[-1].name}}}",
    ):
        assert values[series] == 0


def test_the_table_lists_what_is_exposed() -> None:
    metrics = Metrics()
    metrics.model.info({"model": "x"})
    metrics.lag_records.labels("f", "0").set(1)
    metrics.lag_seconds.labels("f", "0").set(1)
    metrics.ready.labels("stories").set(1)
    metrics.webhooks.labels("desk", "delivered").inc()
    metrics.webhook_waiting.labels("desk").set(1)
    listed = {row.name for row in table()}
    found = {name.partition("{")[0] for name in exposed(metrics) if name.startswith("slugline_")}
    bases = {
        name.removesuffix("_bucket").removesuffix("_sum").removesuffix("_count").removesuffix("_created")
        for name in found
    }
    assert {name for name in listed if name not in found} <= bases, "histograms go by their parts"
    assert {name for name in bases if name not in listed} <= {n.removesuffix("_total") for n in listed}
    assert all(row.meaning and row.type for row in table())


def test_the_documentation_is_what_the_table_makes() -> None:
    assert metrics_doc.FILE.read_text("utf-8") == metrics_doc.document(), "python -m ops.metrics_doc"


def test_written_feeds_are_at_zero_by_the_names_they_have_on_the_cluster() -> None:
    series = {name for name in exposed(Metrics(["a.x", "a.y"])) if "produced_bytes_total" in name}
    assert series == {f"slugline_produced_bytes_total{{feed={feed}}}" for feed in ("a.x", "a.y")}


def test_series_of_a_partition_go_with_it() -> None:
    metrics = Metrics()
    metrics.lag_records.labels("f", "3").set(7)
    metrics.drop("f", 3)
    metrics.drop("f", 3)
    assert not [name for name in exposed(metrics) if name.startswith("slugline_lag_records")]
