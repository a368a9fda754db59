"""Departments as a tree, groups, absences, working hours; people refer to their department.

Never: a department lost: each text that people had becomes one, once for each tenant.
"""

from __future__ import annotations

from alembic import op

revision = "0017"
down_revision = "0016"

OWN = "tenant_id = nullif(current_setting('baton.tenant', true), '')::uuid"
TABLES = {
    "departments": """
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        parent_id UUID,
        name TEXT NOT NULL,
        head_id UUID,
        created_at TIMESTAMP WITH TIME ZONE NOT NULL,
        PRIMARY KEY (tenant_id, id)""",
    "groups": """
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        name TEXT NOT NULL,
        description TEXT NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE NOT NULL,
        PRIMARY KEY (tenant_id, id)""",
    "group_members": """
        tenant_id UUID NOT NULL,
        group_id UUID NOT NULL,
        kind TEXT NOT NULL,
        member_id UUID NOT NULL,
        PRIMARY KEY (tenant_id, group_id, kind, member_id)""",
    "absences": """
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        person_id UUID NOT NULL,
        since TIMESTAMP WITH TIME ZONE NOT NULL,
        until TIMESTAMP WITH TIME ZONE NOT NULL,
        deputy_id UUID,
        created_by UUID NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE NOT NULL,
        PRIMARY KEY (tenant_id, id)""",
}
NOBODY = "'00000000-0000-0000-0000-000000000000'"
INDEXES = (
    f"""CREATE UNIQUE INDEX departments_siblings
    ON departments (tenant_id, coalesce(parent_id, {NOBODY}), lower(name))""",
    "CREATE UNIQUE INDEX groups_name ON groups (tenant_id, lower(name))",
    "CREATE INDEX group_members_of ON group_members (tenant_id, kind, member_id)",
    "CREATE INDEX absences_of_person ON absences (tenant_id, person_id, until)",
)
PEOPLE = (
    """ALTER TABLE people ADD COLUMN department_id UUID, ADD COLUMN language TEXT,
    ADD COLUMN time_zone TEXT, ADD COLUMN working_hours JSONB,
    ADD COLUMN invited_at TIMESTAMP WITH TIME ZONE""",
    "ALTER TABLE tenants ADD COLUMN time_zone TEXT, ADD COLUMN working_hours JSONB",
)
# A path of departments is spelled with > between them, so no name has it.
NAMED = "replace(btrim(department), '>', '/')"
REFERENCES = (
    f"""INSERT INTO departments (tenant_id, id, name, created_at)
    SELECT tenant_id, gen_random_uuid(), name, now() FROM (
      SELECT DISTINCT ON (tenant_id, lower({NAMED})) tenant_id, {NAMED} AS name
      FROM people WHERE btrim(department) <> ''
      ORDER BY tenant_id, lower({NAMED}), created_at, id) AS named""",  # noqa: S608
    f"""UPDATE people SET department_id = d.id FROM departments d
    WHERE d.tenant_id = people.tenant_id AND lower(d.name) = lower({NAMED})""",  # noqa: S608
    "ALTER TABLE people DROP COLUMN department",
    "CREATE INDEX people_of_department ON people (tenant_id, department_id)",
    "CREATE INDEX people_of_manager ON people (tenant_id, manager_id)",
)


def upgrade() -> None:
    for name, columns in TABLES.items():
        op.execute(f"CREATE TABLE {name} ({columns})")
    for statement in (*INDEXES, *PEOPLE):
        op.execute(statement)
    # An owner who is no superuser is held by the policies too, and has none of its own.
    op.execute("ALTER TABLE people NO FORCE ROW LEVEL SECURITY")
    for statement in REFERENCES:
        op.execute(statement)
    op.execute("ALTER TABLE people FORCE ROW LEVEL SECURITY")
    for name in TABLES:
        op.execute(f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY")
        op.execute(
            f"CREATE POLICY own_tenant ON {name} TO baton_app USING ({OWN}) WITH CHECK ({OWN})"
        )
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {name} TO baton_app")
