"""What is right and can't run yet. The cases stand with the lint, which asks for them."""

from __future__ import annotations

from definitions import read
from definitions.hindrance_lint import hindrances_of_task, hindrances_of_workflow
from definitions.task_lists import all_tasks

TEXT = """\
document: { dsl: '1.0.3', namespace: demo, name: one, version: '1.0.0' }
schedule: { every: PT1H }
do:
  - a: { emit: { event: { with: { type: x } } }, timeout: { after: PT1S } }
  - b: { set: . }
"""


class TestHindrances:
    def test_of_the_whole_and_of_each_task(self):
        reading = read(TEXT)
        assert reading.workflow is not None
        assert reading.document is not None
        whole = [*hindrances_of_workflow(reading.workflow, reading.document)]
        assert [found.pointer for found in whole] == ["/schedule"]
        tasks = [
            found for item in all_tasks(reading.workflow) for found in hindrances_of_task(item)
        ]
        assert [(found.code, found.pointer) for found in tasks] == [
            ("unsupported-task", "/do/0/a"),
            ("unsupported-attribute", "/do/0/a/timeout"),
        ]
