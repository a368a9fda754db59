"""Tries a definition on the last runs of its process, before anybody relies on it.

What has been kept of a few runs is read in a short transaction and compared in a thread, then
forgotten. Never: an effect, a run of somebody else's, or a value for who may not read facts.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, replace

from api.auth.principal import Principal
from api.rehearsals.comparing import Comparing, Kept
from api.rehearsals.schemas import RehearsalWanted
from api.runs.service import visible
from api.services import Services
from api.simulations.service import Subject, tried
from definitions.reader import Reading
from definitions.values import Json, JsonObject
from store import definitions, past_runs, recordings, run_list
from store.past_runs import PastRun
from store.run_list import RunFilter
from store.runs import ENDED, OPEN
from workflows.simulator.tally import Group

MOST_FACTS = 5_000
"""Of a run; longer ones are left out."""
MOST_BYTES = 8 * 1024 * 1024
AT_ONCE = 25
"""Runs that are read together, fewer if there is much of them."""
COUNTED = 1_000
"""Of the open runs no more are counted."""


async def rehearse(
    services: Services, principal: Principal, given: Subject, wanted: RehearsalWanted
) -> JsonObject:
    async with services.rehearsals.turn(principal.tenant):
        reading, program = await asyncio.to_thread(tried, given, services.catalogue)
        about = program.workflow
        process = RunFilter(namespace=about.namespace, name=about.name, since=wanted.since)
        found = await _runs(services, principal, process, wanted)
        comparing = Comparing(program)
        small = [run for run in found.runs if run.facts <= MOST_FACTS and run.bytes <= MOST_BYTES]
        for some in bunches(small):
            if comparing.over:
                break
            kept = await _kept(services, principal.tenant, some)
            await asyncio.to_thread(comparing.compare, kept)
    values = principal.may("runs:read-facts", (about.namespace, about.name))
    return _Shown(reading, values=values).all(
        comparing, found, too_long=len(found.runs) - len(small)
    )


@dataclass(frozen=True, slots=True)
class _Found:
    runs: list[PastRun]
    open: int


async def _runs(
    services: Services, principal: Principal, process: RunFilter, wanted: RehearsalWanted
) -> _Found:
    ended = visible(principal, replace(process, statuses=(*wanted.status,) or ENDED))
    going = visible(principal, replace(process, statuses=OPEN))
    async with services.database.tenant(principal.tenant) as session:
        lines, _ = await run_list.page(session, ended, None, wanted.last)
        open_ones, _ = await run_list.page(session, going, None, COUNTED)
        kept = await past_runs.kept(session, [line.id for line in lines])
    return _Found(kept, len(open_ones))


def bunches(runs: list[PastRun]) -> Iterator[list[PastRun]]:
    """Few at once, so that what lies in memory stays small."""
    bunch: list[PastRun] = []
    for run in runs:
        more = [*bunch, run]
        facts, size = sum(one.facts for one in more), sum(one.bytes for one in more)
        if bunch and (len(more) > AT_ONCE or facts > MOST_FACTS or size > MOST_BYTES):
            yield bunch
            bunch = []
        bunch.append(run)
    if bunch:
        yield bunch


async def _kept(services: Services, tenant: str, some: list[PastRun]) -> list[Kept]:
    keys = await services.keyring.of(tenant)
    documents: dict[str, bytes] = {}
    kept: list[Kept] = []
    async with services.database.tenant(tenant) as session:
        for run in some:
            if run.hash not in documents:
                documents[run.hash] = await definitions.document(session, run.hash)
            facts = await recordings.read_facts(session, keys, run.id)
            kept.append(Kept(run.id, run.hash, documents[run.hash], facts))
    return kept


class _Shown:
    """As the API answers."""

    def __init__(self, reading: Reading, *, values: bool) -> None:
        self._reading = reading
        self._values = values

    def all(self, comparing: Comparing, found: _Found, too_long: int) -> JsonObject:
        tally = comparing.tally
        unsaid = comparing.retried + comparing.unreadable + comparing.unfinished
        differences: list[Json] = [
            self._difference(one) for one in tally.differences.largest_first()
        ]
        remarks: list[Json] = [self._remark(one) for one in tally.remarks.largest_first()]
        return {
            "alike": tally.compared == tally.alike,
            "compared": tally.compared,
            "same": tally.alike,
            "leftOut": {
                "open": found.open,
                "tooLong": too_long,
                "retried": comparing.retried,
                "unreadable": comparing.unreadable,
                "unfinished": comparing.unfinished,
                "notReached": len(found.runs) - too_long - tally.compared - unsaid,
            },
            "differences": differences,
            "moreDifferences": tally.differences.others,
            "remarks": remarks,
        }

    def _difference(self, group: Group) -> JsonObject:
        error = group.error
        shown: JsonObject = self._remark(group)
        shown["error"] = None
        shown["example"] = None
        if self._values:
            if error is not None:
                shown["error"] = {"type": error.type, "status": error.status}
            shown["example"] = {
                "run": group.runs[0],
                "before": group.before,
                "after": group.after,
            }
        return shown

    def _remark(self, group: Group) -> JsonObject:
        return {
            "kind": group.kind,
            "task": group.task,
            "line": self._line(group),
            "sentence": group.words,
            "count": group.count,
            "runs": [*group.runs],
        }

    def _line(self, group: Group) -> int | None:
        """Of a call that isn't made any more the draft has no line."""
        return None if group.kind == "left" else self._reading.place(group.task)[0]
