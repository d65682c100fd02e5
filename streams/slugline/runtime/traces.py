"""Traces of stories for an OpenTelemetry collector: what was done with each, when, and how long it took.

Off unless SLUGLINE_TRACES says so (extra ``otel``). Where spans go, which are kept and what the service is
called, the variables of OpenTelemetry's specification say (OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_TRACES_SAMPLER,
OTEL_SERVICE_NAME). Names are those of its semantic conventions for messaging. Spans are made when a story is
done, of times that were taken meanwhile: a story never waits for a trace.
"""

import asyncio
import threading
from importlib.util import find_spec
from time import time
from typing import Any

from slugline.runtime.dead_letters import Source
from slugline.runtime.processed import Processed
from slugline.settings import Settings, SettingsError

STOP_SECONDS = 2.0
"""How long the end of a worker waits for a collector."""
STEPS = {"read": ("intake",), "kinds": ("extract", "encode")}
"""The spans of what a process does, in order, and the stages that make them up."""


class Traces:
    """Spans of stories: ``consume``, and in it ``read``, ``kinds`` and ``deliver``."""

    def __init__(self, provider: Any, group: str) -> None:
        """``provider`` is a TracerProvider; it is shut down with this. ``group``: the consumer group."""
        from opentelemetry import trace
        from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

        self._provider = provider
        self._api: Any = trace
        self._context = TraceContextTextMapPropagator()
        self._tracer = provider.get_tracer("slugline")
        self._group = group

    def story(self, source: Source, processed: Processed, sending: float) -> str | None:
        """Make the spans of a story that is done; it was sent in ``sending`` seconds.

        They belong to the trace that the record names, else to one of their own. Returns the trace's id, 32
        hexadecimal digits, where it is kept.
        """
        end = time()
        began = processed.began or end - sending
        given = self._context.extract({"traceparent": source.traceparent or ""})
        whole = self._tracer.start_span(
            f"consume {source.feed}",
            context=given,
            kind=self._api.SpanKind.CONSUMER,
            start_time=_ns(min(began, end - sending)),
            attributes={
                "messaging.system": "kafka",
                "messaging.operation.name": "consume",
                "messaging.operation.type": "process",
                "messaging.consumer.group.name": self._group,
                "messaging.destination.name": source.feed,
                "messaging.destination.partition.id": str(source.partition),
                "messaging.kafka.offset": source.offset,
                "slugline.outcome": processed.outcome,
                **({"slugline.uri": processed.uri} if processed.uri else {}),
            },
        )
        inside = self._api.set_span_in_context(whole)
        at = began
        for name, stages in STEPS.items() if processed.began else ():
            start, at = at, at + sum(processed.seconds.get(one, 0.0) for one in stages)
            self._step(name, inside, start, at)
        self._step("deliver", inside, end - sending, end)
        if processed.faults:
            told = self._api.Status(self._api.StatusCode.ERROR, processed.faults[0].reason)
            whole.set_status(told)
        whole.end(end_time=_ns(end))
        context = whole.get_span_context()
        return f"{context.trace_id:032x}" if context.trace_flags.sampled else None

    def _step(self, name: str, inside: Any, start: float, end: float) -> None:
        self._tracer.start_span(name, context=inside, start_time=_ns(start)).end(end_time=_ns(end))

    async def stop(self) -> None:
        """Send what is left, as far as the collector takes it within STOP_SECONDS."""
        # its own thread, a daemon: nothing waits for a collector that is not there, the interpreter neither
        ended = threading.Event()

        def end() -> None:
            self._provider.shutdown()
            ended.set()

        threading.Thread(target=end, daemon=True).start()
        await asyncio.to_thread(ended.wait, STOP_SECONDS)


def check(settings: Settings) -> None:
    """Raise SettingsError where traces are asked for and OpenTelemetry is not installed."""
    if settings.traces and find_spec("opentelemetry") is None:
        raise SettingsError(
            "SLUGLINE_TRACES needs OpenTelemetry, which is not installed: pip install 'slugline[otel]'"
        )


def traces(settings: Settings) -> Traces | None:
    """Return what makes the traces that the settings ask for, None where they ask for none."""
    if not settings.traces:
        return None
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import SERVICE_NAME, OTELResourceDetector, Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    own = Resource({SERVICE_NAME: "slugline"}).merge(OTELResourceDetector().detect())
    provider = TracerProvider(resource=own, shutdown_on_exit=False)
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    return Traces(provider, settings.group)


def _ns(seconds: float) -> int:
    return round(seconds * 1_000_000_000)
