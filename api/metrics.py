"""What the API counts, in Prometheus' format.

Never: a label with a tenant, a person or a run; those are without number and nobody's business.
"""

from __future__ import annotations

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)

BUCKETS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0)


class Metrics:
    """One registry for an application, so that two in one process don't mix."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        self.requests = Counter(
            "baton_http_requests",
            "Requests answered.",
            ("method", "route", "status"),
            registry=self.registry,
        )
        self.durations = Histogram(
            "baton_http_request_duration_seconds",
            "Time to answer, waits included.",
            ("method", "route"),
            buckets=BUCKETS,
            registry=self.registry,
        )
        self.in_flight = Gauge(
            "baton_http_requests_in_flight", "Requests being answered.", registry=self.registry
        )
        self.sockets = Gauge("baton_websockets_open", "Sockets open now.", registry=self.registry)
        self.sockets_closed = Counter(
            "baton_websockets_closed",
            "Sockets closed, by close code, or by status where they never opened.",
            ("code",),
            registry=self.registry,
        )
        self.runs_started = Counter(
            "baton_runs_started", "Runs started through the API.", registry=self.registry
        )
        self.commands = Counter(
            "baton_run_commands", "Commands sent to runs.", ("command",), registry=self.registry
        )
        self.sign_ins = Counter(
            "baton_sign_ins", "Attempts to sign in.", ("outcome",), registry=self.registry
        )

    def exposition(self) -> bytes:
        return generate_latest(self.registry)
