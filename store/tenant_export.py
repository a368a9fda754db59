"""What a tenant's file holds, kind by kind and page by page.

Each column is named, so that one that comes later is left out until somebody has thought about it.
Never: a sealed value, a hash of a password or a key, a secret.
"""

from __future__ import annotations

from typing import Final, cast

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from definitions.values import JsonObject
from store.rows import column

# Each names its place in the order, by which the next page begins.
_SOURCES: Final = {
    "tenant": """SELECT id::text AS place, slug, name, created_at, language, time_zone,
      working_hours, colour, features_off FROM tenants""",
    "security-rules": """SELECT tenant_id::text AS place, second_factor_of_all,
      second_factor_of_roles FROM security_rules""",
    "role": "SELECT name AS place, name, title, permissions FROM roles",
    "department": "SELECT id::text AS place, id, parent_id, name, head_id FROM departments",
    "person": """SELECT id::text AS place, id, kind AS is, email, name, roles, department_id,
      manager_id, language, time_zone, working_hours, created_at, disabled_at, owner_id
      FROM people""",
    "group": "SELECT id::text AS place, id, name, description FROM groups",
    "group-member": """SELECT group_id || '/' || kind || '/' || member_id AS place, group_id,
      kind AS is, member_id FROM group_members""",
    "absence": "SELECT id::text AS place, id, person_id, since, until, deputy_id FROM absences",
    "definition": """SELECT d.namespace || '/' || d.name || '/' || d.version AS place, d.namespace,
      d.name, d.version, d.state, d.hash, d.created_at, d.published_at, d.notes, s.source
      FROM definitions d JOIN definition_sources s USING (tenant_id, hash)""",
    "sketch": """SELECT s.namespace || '/' || s.name AS place, s.namespace, s.name, s.revision,
      s.based_on, s.saved_at, r.text
      FROM sketches s JOIN sketch_revisions r USING (tenant_id, namespace, name, revision)
      WHERE s.discarded_at IS NULL""",
    "scenario": """SELECT namespace || '/' || name || '/' || scenario AS place, namespace, name,
      scenario, convert_from(body, 'UTF8') AS body, revision, saved_at FROM scenarios""",
    "schedule": """SELECT namespace || '/' || name || '/' || kind AS place, namespace, name,
      kind AS is, version, value, next_at, paused_at FROM schedules""",
    "webhook-endpoint": """SELECT id::text AS place, id, description, types, processes, enabled,
      off_why, created_at, changed_at FROM webhook_endpoints""",
    "notification-template": """SELECT v.name || '/' || v.version AS place, v.name, v.version,
      v.texts, v.sample, v.note, v.saved_at, v.version = t.version AS current
      FROM notification_template_versions v JOIN notification_templates t USING (tenant_id, name)
      WHERE t.deleted_at IS NULL""",
    "file": """SELECT id::text AS place, id, media_type, size, purpose, made_by, run_id, created_at,
      attached_at FROM files WHERE kept_at IS NOT NULL AND going_at IS NULL""",
    "run": """SELECT id::text AS place, id, namespace, name, version, status, started_by, parent_id,
      execution, created_at, started_at, ended_at FROM runs""",
    "approval": """SELECT id::text AS place, id, run_id, kind AS is, task, status, stage, round,
      requester_id, due_at, opened_at, changed_at, ended_at FROM approvals""",
    "approval-person": """SELECT approval_id || '/' || person_id AS place, approval_id, person_id,
      state, asked_at, changed_at FROM approval_people""",
    "usual-channel": """SELECT topic AS place, topic, channels, pace, hour, changed_at
      FROM usual_channels""",
    "channel-choice": """SELECT person_id || '/' || topic AS place, person_id, topic, channels,
      pace, hour FROM channel_choices""",
    # Without the address at which the vendor calls: whoever knows it has half of what proves one.
    "chat-app": """SELECT id::text AS place, id, kind AS is, client_id, team, calls_us, changed_at
      FROM chat_apps""",
    "chat-place": """SELECT id::text AS place, id, app_id, team, name, scopes, state, reason,
      installed_at FROM chat_places""",
    "chat-person": """SELECT place_id || '/' || account AS place, place_id, account, person_id,
      matched_at FROM chat_people""",
    "chat-stranger": """SELECT place_id || '/' || person_id AS place, place_id, person_id, looked_at
      FROM chat_strangers""",
    "chat-channel": """SELECT id::text AS place, id, kind AS is, place_id, conversation, name,
      processes, language, state, reason, changed_at FROM chat_channels""",
    "chat-message": """SELECT id::text AS place, id, place_id, channel_id, notice_id, approval_id,
      run_id, account, state, created_at, sent_at FROM chat_messages""",
    "notice": """SELECT id::text AS place, id, person_id, kind AS is, cause, approval_id, run_id,
      created_at, read_at FROM notices""",
    "delivery": """SELECT id::text AS place, id, notice_id, person_id, channel, state, reason,
      attempts, due_at, created_at, sent_at FROM deliveries""",
}
KINDS: Final = tuple(_SOURCES)
_PAGES = {
    # The statements are constants of ours.
    kind: text(
        f"SELECT place, to_jsonb(one) - 'place' AS body FROM ({source}) AS one "  # noqa: S608
        'WHERE place COLLATE "C" > :after ORDER BY place COLLATE "C" LIMIT :limit'
    )
    for kind, source in _SOURCES.items()
}
# Of these there may be millions: their order is that of the table.
for _kind in ("run", "approval", "notice", "delivery", "chat-message"):
    _PAGES[_kind] = text(f"""
SELECT place, to_jsonb(one) - 'place' AS body FROM (
  {_SOURCES[_kind]} WHERE id > coalesce(nullif(:after, '')::uuid,
    '00000000-0000-0000-0000-000000000000') ORDER BY id LIMIT :limit) AS one
ORDER BY place
""")  # noqa: S608


async def page(
    session: AsyncSession, kind: str, after: str, limit: int
) -> tuple[list[JsonObject], str | None]:
    """The second value is where the next page begins."""
    rows = (await session.execute(_PAGES[kind], {"after": after, "limit": limit})).mappings().all()
    found = [cast("JsonObject", row["body"]) for row in rows]
    last = column(rows[-1], "place", str) if len(rows) == limit else None
    return found, last
