"""What is wrong with a definition beyond its shape; the rules themselves stand in the `…_lint`s.

Never: a document that the standard accepts refused for style, or for what can't run yet; that is
said at publishing, in words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from definitions import (
    data_lint,
    flow_lint,
    function_lint,
    hindrance_lint,
    overdue_lint,
    reference_lint,
    schedule_lint,
    schema_lint,
    script_lint,
    secret_lint,
    stray_lint,
    subflow_lint,
    template_lint,
)
from definitions.diagnostics import MOST, Diagnostic, Finding, diagnostic
from definitions.expression_lint import Known
from definitions.expression_lint import faults_of as expression_faults_of
from definitions.expression_slots import Slot, slots
from definitions.functions.catalogue import Catalogue, shipped
from definitions.models import Workflow
from definitions.reader import Reading
from definitions.subflow_lint import Published
from definitions.task_lists import all_lists, all_tasks, tasks_in


def lint(reading: Reading, catalogue: Catalogue | None = None) -> list[Diagnostic]:
    """Faults that keep a draft from being right, and warnings; at most a hundred.

    Without a catalogue nobody looks for the functions that are called.
    """
    workflow = reading.workflow
    if workflow is None:
        return []
    linter = _Linter(reading, workflow)
    linter.draft(catalogue)
    return linter.found()


def publishable(
    reading: Reading,
    catalogue: Catalogue | None = None,
    published: Published | None = None,
    scripts: Collection[str] | None = None,
    secrets: secret_lint.Bound | None = None,
    templates: template_lint.Known | None = None,
) -> list[Diagnostic]:
    """What can't run yet, or not here; without errors it can be published.

    Without a catalogue only what comes with Baton can be called. `published` are those of
    `subflow_lint.wanted` that are there, `scripts` the kinds of scripts that are enabled,
    `secrets` and `templates` those that there are; without them nobody looks.
    """
    workflow = reading.workflow
    if workflow is None:
        return []
    linter = _Linter(reading, workflow)
    linter.publication(shipped() if catalogue is None else catalogue, published)
    if scripts is not None:
        linter.enabling(scripts)
    if secrets is not None:
        linter.binding(secrets)
    if templates is not None:
        linter.telling(templates)
    return linter.found()


class _Linter:
    """Collects what the rules find, and where in the text that is."""

    def __init__(self, reading: Reading, workflow: Workflow) -> None:
        self._reading = reading
        self._workflow = workflow
        self._document = reading.document or {}
        self._found: list[Diagnostic] = []

    def found(self) -> list[Diagnostic]:
        """In the order of the text, errors before warnings where the list must be cut."""
        first = sorted(self._found, key=lambda fault: fault.severity == "warning")[:MOST]
        return sorted(first, key=lambda fault: (fault.line, fault.column))

    def draft(self, catalogue: Catalogue | None) -> None:
        workflow = self._workflow
        tasks, texts = [*all_tasks(workflow)], [*slots(workflow, self._document)]
        for tasks_of_list in all_lists(workflow):
            self._keep(flow_lint.faults_of(tasks_of_list))
        for item in tasks:
            self._keep(reference_lint.faults_of_task(item, workflow))
            self._keep(schema_lint.faults_of(item.raw, item.pointer))
            self._keep(stray_lint.faults_of_task(item))
            if catalogue is not None:
                self._keep(function_lint.faults_of_draft(item, catalogue))
        self._keep(stray_lint.faults_of(workflow))
        self._keep(reference_lint.faults_of_workflow(workflow, self._document))
        self._keep(schema_lint.faults_of(self._document, ""))
        self._keep(schedule_lint.faults_of(workflow.schedule))
        self._keep(secret_lint.faults_of(texts, tasks))
        self._keep(data_lint.faults_of(workflow, texts))
        functions = workflow.use.functions
        inside = {function.name: [*tasks_in([function])] for function in functions}
        self._keep(function_lint.circles(functions, inside))
        self._expressions(texts, draft=True)

    def publication(self, catalogue: Catalogue, published: Published | None) -> None:
        workflow = self._workflow
        self._keep(hindrance_lint.hindrances_of_workflow(workflow, self._document))
        self._keep(overdue_lint.faults_of(self._document))
        for item in all_tasks(workflow):
            self._keep(hindrance_lint.hindrances_of_task(item))
            self._keep(template_lint.faults_of_task(item))
            self._keep(function_lint.faults_of(item, catalogue, workflow.use))
        if published is not None:
            self._keep(subflow_lint.faults_of(workflow, published))
        self._expressions(slots(workflow, self._document), draft=False)

    def enabling(self, scripts: Collection[str]) -> None:
        for item in all_tasks(self._workflow):
            self._keep(script_lint.faults_of(item, scripts))

    def binding(self, secrets: secret_lint.Bound) -> None:
        workflow = self._workflow
        self._keep(secret_lint.unbound(workflow, all_tasks(workflow), secrets))

    def telling(self, templates: template_lint.Known) -> None:
        self._keep(template_lint.unknown(self._document, templates))

    # ---- what is found gets its place in the text

    def _keep(self, findings: Iterable[Finding]) -> None:
        for each in findings:
            self._add(each, self._reading.place(each.pointer))

    def _add(self, each: Finding, place: tuple[int, int]) -> None:
        fault = diagnostic(
            each.code,
            each.message,
            each.pointer,
            place,
            remedy=each.remedy,
            severity=each.severity,
            suggestions=each.suggestions,
        )
        self._found.append(fault)

    def _expressions(self, texts: Iterable[Slot], *, draft: bool) -> None:
        known = Known(self._workflow.use.secrets)
        for slot in texts:
            for each in expression_faults_of(slot, known, draft=draft):
                found = Finding(
                    each.code,
                    each.message,
                    slot.pointer,
                    each.remedy,
                    each.severity,
                    each.suggestions,
                )
                self._add(found, self._character(slot, each.offset))

    def _character(self, slot: Slot, offset: int | None) -> tuple[int, int]:
        """Of the very character, where the text stands as it is."""
        root = self._reading.root
        if root is None:
            return 1, 1
        node = root.find(slot.pointer)
        if offset is None or node.text_at is None:
            return node.place
        line, column = node.text_at
        return line, column + offset


__all__ = ["all_tasks", "lint", "publishable"]
