"""Traces: a span for a story and three in it, in the trace that its record names; off unless asked for."""

import asyncio
import sys
from time import time
from typing import Any

import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.sdk.trace.sampling import ALWAYS_OFF, ParentBased, Sampler
from prometheus_client.exposition import choose_encoder

from slugline.metrics import Metrics
from slugline.runtime import traces
from slugline.runtime.dead_letters import Source
from slugline.runtime.processed import Fault, Processed
from slugline.runtime.progress import Progress
from slugline.runtime.traces import Traces
from slugline.settings import Settings, SettingsError
from tests.patience import PATIENCE

TRACE = "0af7651916cd43dd8448eb211c80319c"
PARENT = f"00-{TRACE}-b7ad6b7169203331-01"


def source(*headers: tuple[str, bytes]) -> Source:
    return Source(
        feed="wire.stories.raw.v1", partition=3, offset=41, timestamp=round(time() * 1000), key=b"urn:x:1",
        value=b"{}", headers=headers,
    )  # fmt: skip


def tracing(sampler: Sampler | None = None) -> tuple[Traces, InMemorySpanExporter]:
    kept = InMemorySpanExporter()
    provider = TracerProvider(sampler=sampler, shutdown_on_exit=False)
    provider.add_span_processor(SimpleSpanProcessor(kept))
    return Traces(provider, "desk"), kept


def spans(kept: InMemorySpanExporter) -> dict[str, Any]:
    return {span.name.partition(" ")[0]: span for span in kept.get_finished_spans()}


DONE: dict[str, Any] = {
    "outcome": "enriched", "uri": "urn:x:1", "began": time() - 1,
    "seconds": {"intake": 0.1, "extract": 0.2, "encode": 0.05},
}  # fmt: skip


def test_a_story_is_a_span_and_its_steps_are_in_it() -> None:
    tracer, kept = tracing()
    done = Processed(**DONE)
    assert tracer.story(source(("traceparent", PARENT.encode())), done, 0.3) == TRACE
    found = spans(kept)
    assert [span.name for span in kept.get_finished_spans()] == [
        "read", "kinds", "deliver", "consume wire.stories.raw.v1",
    ]  # fmt: skip
    whole = found["consume"]
    assert f"{whole.parent.trace_id:032x}" == TRACE
    assert f"{whole.parent.span_id:016x}" == "b7ad6b7169203331"
    steps = [found[name] for name in ("read", "kinds", "deliver")]
    assert {step.parent.span_id for step in steps} == {whole.context.span_id}
    assert [round((step.end_time - step.start_time) / 1e9, 3) for step in steps] == [0.1, 0.25, 0.3]
    times = [time for step in steps for time in (step.start_time, step.end_time)]
    assert [whole.start_time, *times, whole.end_time] == sorted([whole.start_time, *times, whole.end_time])
    told = dict(whole.attributes)
    assert told["messaging.destination.name"] == "wire.stories.raw.v1"
    assert (told["messaging.destination.partition.id"], told["messaging.kafka.offset"]) == ("3", 41)
    assert (told["messaging.consumer.group.name"], told["slugline.outcome"]) == ("desk", "enriched")
    assert told["slugline.uri"] == "urn:x:1"
    assert whole.status.is_unset


def test_without_a_trace_it_begins_one_and_a_dead_letter_is_an_error() -> None:
    tracer, kept = tracing()
    fault = Fault(step="intake", reason="not-json", detail="told elsewhere")
    trace = tracer.story(source(), Processed(outcome="dead-lettered", faults=(fault,)), 0.01)
    found = spans(kept)
    assert list(found) == ["deliver", "consume"], "no process had it"
    assert trace == f"{found['consume'].context.trace_id:032x}"
    assert (found["consume"].status.is_ok, found["consume"].status.description) == (False, "not-json")


@pytest.mark.parametrize(
    ("given", "sampler", "kept"),
    [
        (PARENT, None, True),
        (PARENT[:-2] + "00", None, False),  # who began the trace does not keep it
        (None, ParentBased(ALWAYS_OFF), False),
        (PARENT, ParentBased(ALWAYS_OFF), True),
    ],
)
def test_which_are_kept_the_sampler_says_and_latency_names_them_alone(
    given: str | None, sampler: Sampler | None, kept: bool
) -> None:
    tracer, exporter = tracing(sampler)
    metrics = Metrics()
    progress = Progress(metrics)
    progress.traces = tracer
    came = source(*([("traceparent", given.encode())] if given else []))
    progress.took(came)
    progress.finished(came, Processed(outcome="enriched"), [], 0.01)
    assert bool(exporter.get_finished_spans()) is kept
    generate, _ = choose_encoder("application/openmetrics-text; version=1.0.0")
    latency = [
        line for line in generate(metrics.registry).decode().splitlines()
        if line.startswith("slugline_latency_seconds_bucket") and "# {" in line
    ]  # fmt: skip
    assert len(latency) == kept
    assert all(f'# {{trace_id="{TRACE}"}}' in line for line in latency)


def test_off_unless_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    assert traces.traces(Settings()) is None
    traces.check(Settings(traces=True))
    monkeypatch.setitem(sys.modules, "opentelemetry", None)
    monkeypatch.setattr(traces, "find_spec", lambda _name: None)
    traces.check(Settings())
    with pytest.raises(SettingsError, match=r"pip install 'slugline\[otel\]'"):
        traces.check(Settings(traces=True))


async def test_a_collector_that_is_not_there_holds_nothing_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9")
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_TIMEOUT", "1")  # its thread is gone soon
    monkeypatch.setattr(traces, "STOP_SECONDS", 0.1)
    made = traces.traces(Settings(traces=True))
    assert made is not None
    made.story(source(), Processed(outcome="enriched"), 0.01)
    async with asyncio.timeout(PATIENCE):
        await made.stop()


async def test_what_is_left_goes_out_at_the_end() -> None:
    kept = InMemorySpanExporter()
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    provider = TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(BatchSpanProcessor(kept, schedule_delay_millis=3_600_000))
    tracer = Traces(provider, "desk")
    tracer.story(source(), Processed(outcome="enriched"), 0.01)
    assert kept.get_finished_spans() == ()
    await tracer.stop()
    assert len(kept.get_finished_spans()) == 2
