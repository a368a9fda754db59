"""Two applications in one process count for themselves."""

from __future__ import annotations

from api.metrics import Metrics


class TestMetrics:
    def test_registries_do_not_mix(self):
        one, other = Metrics(), Metrics()
        one.runs_started.inc()
        assert b"baton_runs_started_total 1.0" in one.exposition()
        assert b"baton_runs_started_total 0.0" in other.exposition()

    def test_no_label_names_a_tenant_a_person_or_a_run(self):
        for metric in Metrics().registry.collect():
            for sample in metric.samples:
                assert not {"tenant", "person", "run"} & set(sample.labels)
