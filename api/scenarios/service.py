"""Keeps the scenarios of processes.

Never: a scenario that the simulator could not read, or one that hides from others who has
changed it.
"""

from __future__ import annotations

from collections.abc import Collection

from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.principal import Principal
from api.errors import ApiError, not_found
from api.shapes import moment
from definitions.pointers import join
from definitions.values import Json, JsonObject, decode, encode
from store import scenarios
from store.audit import Deed
from store.scenarios import MOST, MovedError, Process, ScenarioRow, TooManyError
from workflows.simulator.scenarios import Scenario

LONGEST_NAME = 200
NAME_OF_PROCESS = r"^[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?$"
MOST_BYTES = 256 * 1024


def checked(name: str, scenario: JsonObject) -> bytes:
    """As it is kept: in the words of its author, when the simulator can read it."""
    if name != name.strip() or not name.isprintable():
        raise _refusal("name", "A name begins and ends with a letter, on one line.", "")
    body = encode(scenario)
    if len(body) > MOST_BYTES:
        raise _refusal(
            "too-large", f"A scenario has at most {MOST_BYTES // 1024} KiB.", "", "Leave some out."
        )
    try:
        Scenario.model_validate(scenario)
    except ValidationError as error:
        faults: list[Json] = []
        for each in error.errors(include_url=False, include_input=False)[:100]:
            said = each["msg"].removeprefix("Value error, ").rstrip(".")
            where = " → ".join(str(part) for part in each["loc"]) or "the scenario"
            pointer = "/scenario" + join(each["loc"])
            faults.append(_fault("scenario", f"At {where}: {said}.", pointer))
        raise _refused(faults) from error
    return body


def _refusal(code: str, message: str, pointer: str, remedy: str | None = None) -> ApiError:
    return _refused([_fault(code, message, pointer, remedy)])


def _fault(code: str, message: str, pointer: str, remedy: str | None = None) -> JsonObject:
    return {
        "code": code,
        "message": message,
        "remedy": remedy or "Write it as docs/scenarios.md has it.",
        "pointer": pointer,
    }


def _refused(faults: list[Json]) -> ApiError:
    return ApiError(
        422,
        "scenario",
        "This is no scenario.",
        "Correct what `errors` names.",
        more={"errors": faults},
    )


async def page(session: AsyncSession, namespace: str, name: str) -> JsonObject:
    items: list[Json] = [_shown(row) for row in await scenarios.page(session, (namespace, name))]
    return {"items": items}


async def save(
    session: AsyncSession,
    principal: Principal,
    process: Process,
    name: str,
    body: bytes,
    base: Collection[str] | None,
    details: JsonObject,
) -> tuple[JsonObject, str]:
    """The scenario, and its tag."""
    try:
        row = await scenarios.save(session, process, name, body, principal.person, base)
    except MovedError as error:
        raise _moved(error) from error
    except TooManyError as error:
        raise ApiError(
            409,
            "too-many-scenarios",
            f"{'/'.join(process)} has {MOST} scenarios, and there may be no more.",
            "Delete one that tries nothing new.",
        ) from error
    details["revision"] = row.revision
    return _shown(row), row.tag


async def remove(
    session: AsyncSession, process: Process, name: str, base: Collection[str] | None
) -> None:
    try:
        gone = await scenarios.remove(session, process, name, base)
    except MovedError as error:
        raise _moved(error) from error
    if not gone:
        raise not_found(f"The scenario {name}")


def _moved(error: MovedError) -> ApiError:
    newest = error.newest
    if newest is None:
        remedy = "Save it without If-Match to make it anew, or leave it."
    else:
        remedy = "Look at `newest`, bring your changes into it, and save with its ETag."
    shown = None if newest is None else _shown(newest)
    return ApiError(409, "moved", str(error), remedy, more={"newest": shown})


def deed(
    principal: Principal, verb: str, namespace: str, name: str, scenario: str, details: JsonObject
) -> Deed:
    details["scenario"] = scenario
    return Deed(
        principal.person, f"scenario.{verb}", f"process:{namespace}/{name}", details=details
    )


def _shown(row: ScenarioRow) -> JsonObject:
    return {
        "name": row.scenario,
        "scenario": decode(row.body),
        "revision": row.revision,
        "savedByName": row.saved_by_name,
        "savedAt": moment(row.saved_at),
        "etag": row.tag,
    }
