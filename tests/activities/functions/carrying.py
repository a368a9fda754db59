"""A call of a function and its world: intents in memory, secrets without a store.

Never: anything of the activity itself; that is what the tests are about.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from temporalio.testing import ActivityEnvironment

from activities.functions.call import FunctionActivities
from activities.functions.registry import Functions
from definitions.contracts import Call, Outcome, WorkflowRef
from definitions.functions.authoring import Written
from definitions.functions.installed import Installed
from definitions.values import Json
from tests.activities.calling import Kept, Vault


@dataclass
class Carrying:
    """The activity and all that it stands on."""

    functions: Sequence[Written] = ()
    kept: Kept = field(default_factory=Kept)
    vault: Vault = field(default_factory=Vault)
    environment: ActivityEnvironment = field(default_factory=ActivityEnvironment)

    def make(self, function: str, given: Json, *, safe: bool = False) -> Call:
        return Call(
            tenant="t",
            run="r",
            workflow=WorkflowRef("test", "calls", "1.0.0", "hash"),
            task="/do/0/ask",
            key="r:/do/0/ask:1",
            arguments={"function": function, "with": given},
            timeout_seconds=10,
            safe=safe,
        )

    async def call(self, call: Call) -> Outcome:
        installed = [Installed(one.function, "tests 1") for one in self.functions]
        effects = FunctionActivities(Functions(installed), self.kept, self.vault)  # type: ignore[arg-type]
        try:
            async with asyncio.timeout(20):
                return await self.environment.run(effects.call, call)
        finally:
            await effects.close()

    async def ask(self, function: str, given: Json = None, *, safe: bool = False) -> Outcome:
        return await self.call(self.make(function, {} if given is None else given, safe=safe))
