"""`run.record`: keeps durably what a run has become, at a wait and at its end.

Never: less than everything that came up before it; a run that has ended is not replayed, so what
is still queued of it goes along.
"""

from __future__ import annotations

from temporalio import activity

from activities.failures import retried
from activities.recorder import Recorder
from definitions.contracts import RECORD, Recording


class RunActivities:
    """What a run asks for itself."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder

    @activity.defn(name=RECORD)
    async def record(self, recording: Recording) -> None:
        with retried(RECORD):
            await self._recorder.write(recording)
