"""The task types by kind. Adding one: its module, its line here, its test module.

Never: a task type that knows another one, or anything of the machine but its turn.
"""

from collections.abc import Mapping

from workflows.machine.tasks import (
    call_approval,
    call_function,
    call_http,
    call_log,
    call_openapi,
    call_own,
    do,
    emit,
    for_,
    fork,
    listen,
    raise_,
    run_script,
    run_workflow,
    set_,
    switch,
    try_,
    wait,
)
from workflows.machine.turn import TaskType

TASK_TYPES: Mapping[str, TaskType] = {
    "call.approval": call_approval.TYPE,
    "call.form": call_approval.FORM,
    "call.function": call_function.TYPE,
    "call.http": call_http.TYPE,
    "call.log": call_log.TYPE,
    "call.openapi": call_openapi.TYPE,
    "call.own": call_own.TYPE,
    "do": do.TYPE,
    "emit": emit.TYPE,
    "for": for_.TYPE,
    "fork": fork.TYPE,
    "listen": listen.TYPE,
    "raise": raise_.TYPE,
    "run.script": run_script.TYPE,
    "run.shell": run_script.TYPE,
    "run.workflow": run_workflow.TYPE,
    "set": set_.TYPE,
    "switch": switch.TYPE,
    "try": try_.TYPE,
    "wait": wait.TYPE,
}

__all__ = ["TASK_TYPES"]
