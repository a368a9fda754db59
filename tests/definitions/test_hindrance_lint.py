"""What is right and can't run yet. The cases stand with the lint, which asks for them."""

from __future__ import annotations

import pytest

from definitions import read
from definitions.hindrance_lint import hindrances_of_task, hindrances_of_workflow
from definitions.task_lists import all_tasks

TEXT = """\
document: { dsl: '1.0.3', namespace: demo, name: one, version: '1.0.0' }
schedule: { every: P1M, on: { any: [] } }
do:
  - a: { run: { container: { image: x } }, timeout: { after: P1M } }
  - b: { set: . }
"""


class TestHindrances:
    def test_of_the_whole_and_of_each_task(self):
        reading = read(TEXT)
        assert reading.workflow is not None
        assert reading.document is not None
        whole = [*hindrances_of_workflow(reading.workflow, reading.document)]
        assert [found.pointer for found in whole] == ["/schedule/every"]
        tasks = [
            found for item in all_tasks(reading.workflow) for found in hindrances_of_task(item)
        ]
        assert [(found.code, found.pointer) for found in tasks] == [
            ("unsupported-task", "/do/0/a"),
            ("unsupported-attribute", "/do/0/a/timeout/after"),
        ]

    @pytest.mark.parametrize(
        ("text", "pointers"),
        [
            ("timeout: { after: P1Y }\ndo: []", ["/timeout/after"]),
            ("use: { timeouts: { a/b: { after: P1Y } } }\ndo: []", ["/use/timeouts/a~1b/after"]),
            (
                (
                    "use: { retries: { a: { delay: P1M, limit: { duration: P1M, attempt: "
                    "{ duration: P1M } }, jitter: { from: P1M, to: P1Y } } } }\ndo: []"
                ),
                [
                    "/use/retries/a/delay",
                    "/use/retries/a/limit/duration",
                    "/use/retries/a/limit/attempt/duration",
                    "/use/retries/a/jitter/from",
                    "/use/retries/a/jitter/to",
                ],
            ),
            (
                "do: [{ a: { try: [], catch: { retry: { delay: P1M } } } }]",
                ["/do/0/a/catch/retry/delay"],
            ),
        ],
    )
    def test_months_and_years_wherever_a_duration_stands(self, text, pointers):
        reading = read(TEXT.splitlines()[0] + "\n" + text)
        assert reading.workflow is not None, reading.diagnostics
        found = [*hindrances_of_workflow(reading.workflow, reading.document or {})]
        for item in all_tasks(reading.workflow):
            found += hindrances_of_task(item)
        assert [each.pointer for each in found] == pointers
