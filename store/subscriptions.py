"""Who listens for what: a preselection, so that an event finds the runs that may want it.

Never: the last word. A run looks at each event itself; one too many costs it a moment, one too few
would be lost.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import text

from definitions.contracts import EventKey, Recording
from store import outbox
from store.events import OUTBOX_KIND
from store.keys import TenantKeys
from store.runs import ENDED
from store.session import Step

_EXPECTED = "event.expected"

# A listener that comes late, behind the end of its run, hears nothing.
_LISTEN = text(f"""
WITH begun AS (
  INSERT INTO subscriptions
    (tenant_id, run_id, listener, number, type, correlation, expected)
  SELECT r.tenant_id, r.id, s.listener, s.number, s.type, s.correlation, s.expected
  FROM unnest(CAST(:run AS uuid[]), CAST(:listener AS int[]), CAST(:number AS int[]),
    CAST(:type AS text[]), CAST(:correlation AS text[]), CAST(:expected AS bytea[]))
    AS s (run_id, listener, number, type, correlation, expected)
  JOIN runs r ON r.id = s.run_id AND r.ended_at IS NULL
  ON CONFLICT DO NOTHING RETURNING tenant_id, run_id),
listening AS (SELECT DISTINCT tenant_id, run_id FROM begun),
sent AS ({outbox.sending("listening", "run_id", OUTBOX_KIND)})
SELECT {outbox.TOLD} FROM sent LIMIT 1
""")  # noqa: S608
_DEAFEN = text("""
DELETE FROM subscriptions s
USING unnest(CAST(:run AS uuid[]), CAST(:listener AS int[])) AS d (run_id, listener)
WHERE s.run_id = d.run_id AND s.listener = d.listener
""")
_END = text("""
DELETE FROM subscriptions s USING runs r
WHERE s.run_id = ANY(CAST(:run AS uuid[])) AND r.id = s.run_id AND r.ended_at IS NOT NULL
""")


def following(keys: TenantKeys, recordings: Sequence[Recording]) -> list[Step]:
    """Who has begun to listen and who has stopped, as steps of `Database.at_once`."""
    begun = [
        (one.run, listener.number, number, key)
        for one in recordings
        for listener in one.listening
        for number, key in enumerate(listener.keys)
    ]
    deaf = [(one.run, number) for one in recordings for number in one.deaf]
    ended = sorted({one.run for one in recordings if one.status in ENDED})
    steps: list[Step] = []
    if begun:
        steps.append(Step(_LISTEN, _columns(keys, begun) | {"grace": 0}))
    if deaf:
        runs, listeners = zip(*deaf, strict=True)
        steps.append(Step(_DEAFEN, {"run": [*runs], "listener": [*listeners]}))
    if ended:
        steps.append(Step(_END, {"run": ended}))
    return steps


def expected(keys: TenantKeys, key: EventKey) -> bytes:
    """A value of the run or of an event, as it is compared here."""
    return keys.fingerprint(key.expected, _EXPECTED) if key.correlation else b""


def _columns(
    keys: TenantKeys, begun: Sequence[tuple[str, int, int, EventKey]]
) -> dict[str, object]:
    return {
        "run": [run for run, _, _, _ in begun],
        "listener": [listener for _, listener, _, _ in begun],
        "number": [number for _, _, number, _ in begun],
        "type": [key.type for _, _, _, key in begun],
        "correlation": [key.correlation for _, _, _, key in begun],
        "expected": [expected(keys, key) for _, _, _, key in begun],
    }
