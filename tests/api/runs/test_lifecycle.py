"""The standard's events, made from the trace."""

from __future__ import annotations

from api.runs.lifecycle import Subject, cloud_events, moment
from definitions.contracts import TraceRow

RUN = Subject("0190a", "sales", "order", "1.2.0")
AT = 1_790_000_000_123


def types(*rows: TraceRow) -> list[object]:
    return [event["type"] for event in cloud_events(RUN, rows)]


def row(kind: str, task: str = "", **body: object) -> TraceRow:
    return TraceRow(7, task, f"{task}:0", kind, AT, body)  # pyright: ignore[reportArgumentType]


class TestWorkflowEvents:
    def test_started_names_the_definition(self):
        (event,) = cloud_events(RUN, [row("run.started", input={"a": 1})])
        assert event["specversion"] == "1.0"
        assert event["type"] == "io.serverlessworkflow.workflow.started.v1"
        assert event["source"] == "/api/v1/runs/0190a"
        assert event["time"] == "2026-09-21T14:13:20.123Z"
        assert event["data"] == {
            "name": "order-0190a.sales",
            "definition": {"namespace": "sales", "name": "order", "version": "1.2.0"},
            "startedAt": "2026-09-21T14:13:20.123Z",
        }

    def test_completed_has_the_output_unless_it_was_clipped(self):
        (event,) = cloud_events(RUN, [row("run.completed", output=[1])])
        assert event["data"] == {
            "name": "order-0190a.sales",
            "completedAt": moment(AT),
            "output": [1],
        }
        (event,) = cloud_events(RUN, [row("run.completed", output={"baton:clipped": "…"})])
        assert "output" not in event["data"]

    def test_faulted_has_the_error(self):
        error = {"type": "about:blank", "status": 500}
        (event,) = cloud_events(RUN, [row("run.faulted", error=error)])
        assert event["data"]["error"] == error
        assert event["data"]["faultedAt"] == moment(AT)

    def test_the_others(self):
        kinds = ("run.suspended", "run.resumed", "run.cancelled")
        assert types(*(row(kind) for kind in kinds)) == [
            "io.serverlessworkflow.workflow.suspended.v1",
            "io.serverlessworkflow.workflow.resumed.v1",
            "io.serverlessworkflow.workflow.cancelled.v1",
        ]


class TestTaskEvents:
    def test_a_started_task_was_created_first(self):
        created, started = cloud_events(RUN, [row("task.started", "/do/0/first")])
        assert created["type"] == "io.serverlessworkflow.task.created.v1"
        assert started["type"] == "io.serverlessworkflow.task.started.v1"
        assert started["subject"] == "/do/0/first"
        assert created["id"] != started["id"]
        assert started["data"] == {
            "workflow": "order-0190a.sales",
            "task": "/do/0/first",
            "startedAt": moment(AT),
        }

    def test_ends(self):
        (done,) = cloud_events(RUN, [row("task.completed", "/do/0/a", output=None)])
        assert done["data"]["output"] is None
        (faulted,) = cloud_events(RUN, [row("task.faulted", "/do/0/a", error={"status": 500})])
        assert faulted["data"]["error"] == {"status": 500}

    def test_a_retry(self):
        retried = row("task.retried", "/do/0/a", attempt=1, until="2026-09-21T14:14:00Z")
        (event,) = cloud_events(RUN, [retried])
        assert event["type"] == "io.serverlessworkflow.task.retried.v1"
        assert event["data"] == {
            "workflow": "order-0190a.sales",
            "task": "/do/0/a",
            "retriedAt": moment(AT),
        }

    def test_what_is_open_is_suspended_and_resumed_with_the_run(self):
        found = [
            *cloud_events(
                RUN,
                [
                    row("task.started", "/do/0/a"),
                    row("task.completed", "/do/0/a"),
                    row("task.started", "/do/1/b"),
                    row("task.started", "/do/1/b/do/0/c"),
                    row("run.suspended"),
                    row("run.resumed"),
                ],
            )
        ][5:]
        told = [(event["type"].split(".", 2)[2], event.get("subject")) for event in found]
        assert told[-6:] == [
            ("workflow.suspended.v1", None),
            ("task.suspended.v1", "/do/1/b"),
            ("task.suspended.v1", "/do/1/b/do/0/c"),
            ("workflow.resumed.v1", None),
            ("task.resumed.v1", "/do/1/b"),
            ("task.resumed.v1", "/do/1/b/do/0/c"),
        ]
        assert len({event["id"] for event in found[-6:]}) == 6
        assert found[-1]["data"] == {
            "workflow": "order-0190a.sales",
            "task": "/do/1/b/do/0/c",
            "resumedAt": moment(AT),
        }

    def test_what_the_standard_has_no_event_for_is_left_out(self):
        assert types(row("task.waiting", "/do/0/a"), row("task.skipped", "/do/0/a")) == []
        assert types(row("run.waiting"), row("something.else")) == []


class TestCorrelation:
    def test_begins_and_ends_with_what_it_came_to(self):
        begun, done = cloud_events(
            RUN,
            [
                row("task.waiting", "/do/0/a", types=["paid"]),
                row("task.correlated", "/do/0/a", keys={"order": 7}),
            ],
        )
        assert begun["type"] == "io.serverlessworkflow.workflow.correlation-started.v1"
        assert begun["data"] == {"name": "order-0190a.sales", "startedAt": moment(AT)}
        assert done["type"] == "io.serverlessworkflow.workflow.correlation-completed.v1"
        assert done["data"] == {
            "name": "order-0190a.sales",
            "completedAt": moment(AT),
            "correlationKeys": {"order": 7},
        }

    def test_without_keys_or_with_too_many(self):
        for keys in ({}, {"baton:clipped": "…"}):
            (done,) = cloud_events(RUN, [row("task.correlated", "/do/0/a", keys=keys)])
            assert "correlationKeys" not in done["data"]
