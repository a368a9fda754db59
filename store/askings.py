"""Writes what has become of approvals, with the facts of their runs, and whom to tell of it.

Repeating one changes nothing, and an earlier one never overwrites a later. Never: a notice twice
for one cause; never an approval that stays open when its run has ended.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from definitions.approvals import OVER, Asking
from definitions.contracts import Recording
from store import outbox
from store.keys import TenantKeys
from store.runs import new_id
from store.session import Step

BODY = "approval"
NOTICE = "notice"
"""Kind of the rows in the outbox."""

INBOX_CHANNEL = "baton_inbox"
"""PostgreSQL NOTIFY channel; the payload is "tenant person": an approval that they are asked about,
were asked about, or have asked for is not what it was."""

# Where a program or a chat hears of it: also of what no person is told of.
_CHANGED = """changed AS (
  INSERT INTO outbox (tenant_id, run_id, kind, created_at, next_at)
  SELECT tenant_id, id, 'change', now(), now() FROM {source}
  WHERE EXISTS (SELECT 1 FROM webhook_endpoints e WHERE e.enabled)
    OR EXISTS (SELECT 1 FROM chat_places p WHERE p.state = 'on')
    OR EXISTS (SELECT 1 FROM chat_channels c WHERE c.state = 'on'))"""

# The names of channels are constants of ours. What a superseded execution says is dropped.
_SHOW = text(f"""
WITH told AS (
  SELECT r.tenant_id, a.*, r.ended_at AS run_ended FROM unnest(
    CAST(:id AS uuid[]), CAST(:run AS uuid[]), CAST(:execution AS int[]), CAST(:kind AS text[]),
    CAST(:task AS text[]), CAST(:visit AS text[]), CAST(:status AS text[]), CAST(:number AS int[]),
    CAST(:stage AS int[]), CAST(:round AS int[]), CAST(:requester AS uuid[]),
    CAST(:sign_in AS bool[]), CAST(:due AS bigint[]), CAST(:body AS bytea[]), CAST(:at AS bigint[]),
    CAST(:over AS bool[]))
    AS a (id, run_id, execution, kind, task, visit, status, number, stage, round, requester,
      sign_in, due, body, at, over)
  JOIN runs r ON r.id = a.run_id AND r.execution <= a.execution),
shown AS (
  INSERT INTO approvals AS known (tenant_id, id, run_id, kind, task, visit, status, number, stage,
    round, requester_id, sign_in, due_at, body, opened_at, changed_at, ended_at)
  SELECT tenant_id, id, run_id, kind, task, visit, status, number, stage, round, requester, sign_in,
    to_timestamp(due / 1000.0), body, to_timestamp(at / 1000.0), to_timestamp(at / 1000.0),
    CASE WHEN over THEN to_timestamp(at / 1000.0) END
  FROM told
  ON CONFLICT (tenant_id, id) DO UPDATE SET status = excluded.status, number = excluded.number,
    stage = excluded.stage, round = excluded.round, requester_id = excluded.requester_id,
    due_at = excluded.due_at, body = excluded.body, changed_at = excluded.changed_at,
    ended_at = excluded.ended_at
  WHERE known.number < excluded.number RETURNING known.tenant_id, known.id, known.requester_id),
asked AS (
  INSERT INTO approval_people AS known
    (tenant_id, approval_id, person_id, state, asked_at, changed_at)
  SELECT s.tenant_id, s.id, p.person, p.state, to_timestamp(p.at / 1000.0), now()
  FROM shown s JOIN unnest(CAST(:of AS uuid[]), CAST(:person AS uuid[]), CAST(:state AS text[]),
    CAST(:asked_at AS bigint[])) AS p (approval, person, state, at) ON p.approval = s.id
  ON CONFLICT (tenant_id, approval_id, person_id)
    DO UPDATE SET state = excluded.state, changed_at = excluded.changed_at,
      asked_at = excluded.asked_at
    WHERE known.state <> excluded.state
  RETURNING known.tenant_id, known.person_id),
meant AS (
  SELECT tenant_id, person_id FROM asked
  UNION SELECT tenant_id, requester_id FROM shown
  UNION
  SELECT s.tenant_id, p.person_id FROM shown s JOIN approval_people p ON p.approval_id = s.id),
{_CHANGED.format(source="shown")}
SELECT pg_notify('{INBOX_CHANNEL}', tenant_id || ' ' || person_id) FROM meant
WHERE person_id IS NOT NULL
""")  # noqa: S608

# In a statement of its own, for its outbox row points at the notice.
_TELL = text(f"""
WITH made AS (
  INSERT INTO notices
    (tenant_id, id, person_id, kind, cause, approval_id, run_id, created_at)
  SELECT r.tenant_id, n.id, n.person, n.kind, n.cause, n.approval, n.run, now()
  FROM unnest(CAST(:id AS uuid[]), CAST(:person AS uuid[]), CAST(:kind AS text[]),
    CAST(:cause AS text[]), CAST(:approval AS uuid[]), CAST(:run AS uuid[]),
    CAST(:execution AS int[])) AS n (id, person, kind, cause, approval, run, execution)
  JOIN runs r ON r.id = n.run AND r.execution <= n.execution
  ON CONFLICT (tenant_id, person_id, cause) DO NOTHING RETURNING tenant_id, id),
sent AS ({outbox.sending("made", "id", NOTICE)})
SELECT {outbox.TOLD} FROM sent LIMIT 1
""")  # noqa: S608

_END = text(f"""
WITH ended AS (
  UPDATE approvals a SET status = 'closed', number = number + 1, due_at = NULL, changed_at = now(),
    ended_at = now()
  WHERE a.run_id = :run AND a.ended_at IS NULL
  RETURNING a.tenant_id, a.id, a.requester_id),
asked AS (
  UPDATE approval_people p SET state = 'closed', changed_at = now() FROM ended e
  WHERE p.approval_id = e.id AND p.state = 'open' RETURNING p.tenant_id, p.person_id),
meant AS (SELECT tenant_id, person_id FROM asked UNION SELECT tenant_id, requester_id FROM ended),
{_CHANGED.format(source="ended")}
SELECT pg_notify('{INBOX_CHANNEL}', tenant_id || ' ' || person_id) FROM meant
WHERE person_id IS NOT NULL
""")  # noqa: S608


def showing(keys: TenantKeys, recordings: Sequence[Recording]) -> list[Step]:
    """What has become of approvals, as steps of `Database.at_once`."""
    told = [(one, asking) for one in recordings for asking in one.asking]
    steps: list[Step] = []
    if told:
        steps.append(Step(_SHOW, _shown(keys, _newest(told))))
    letters = [
        (run, asking, letter, person)
        for run, asking in told
        for letter in asking.letters
        for person in letter.people
    ]
    if letters:
        values: dict[str, object] = {
            "id": [new_id() for _ in letters],
            "person": [person for _, _, _, person in letters],
            "kind": [letter.kind for _, _, letter, _ in letters],
            "cause": [f"{asking.id}/{letter.cause}" for _, asking, letter, _ in letters],
            "approval": [asking.id for _, asking, _, _ in letters],
            "run": [run.run for run, _, _, _ in letters],
            "execution": [run.execution for run, _, _, _ in letters],
            "grace": 0,
        }
        steps.append(Step(_TELL, values))
    return steps


async def end(session: AsyncSession, run: str) -> None:
    """Of a run that somebody has ended from outside: it can't close them itself."""
    await session.execute(_END, {"run": run})


def _newest(told: Sequence[tuple[Recording, Asking]]) -> list[tuple[Recording, Asking]]:
    """Of each approval only what was said last, in the order of their ids."""
    newest: dict[str, tuple[Recording, Asking]] = {}
    for recording, asking in told:
        known = newest.get(asking.id)
        if known is None or known[1].number < asking.number:
            newest[asking.id] = recording, asking
    return [newest[one] for one in sorted(newest)]


def _shown(keys: TenantKeys, told: Sequence[tuple[Recording, Asking]]) -> dict[str, object]:
    askings = [asking for _, asking in told]
    asked = [(one.id, person) for one in askings for person in one.asked]
    return {
        "id": [one.id for one in askings],
        "run": [run.run for run, _ in told],
        "execution": [run.execution for run, _ in told],
        "kind": [one.kind for one in askings],
        "task": [one.task for one in askings],
        "visit": [one.visit for one in askings],
        "status": [one.status for one in askings],
        "number": [one.number for one in askings],
        "stage": [one.stage for one in askings],
        "round": [one.round for one in askings],
        "requester": [one.requester for one in askings],
        "sign_in": [one.sign_in for one in askings],
        "due": [one.due for one in askings],
        "body": [keys.seal_json(one.body, BODY) for one in askings],
        "at": [one.at for one in askings],
        "over": [one.status in OVER for one in askings],
        "of": [approval for approval, _ in asked],
        "person": [one.person for _, one in asked],
        "state": [one.state for _, one in asked],
        "asked_at": [one.at for _, one in asked],
    }
