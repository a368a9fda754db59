"""What tables have in common; that each has its policy is tried in test_models.py."""

from __future__ import annotations

from store.tables import moment, own_id, tenant


def test_keys_begin_with_the_tenant():
    assert [one.name for one in own_id()] == ["tenant_id", "id"]
    assert all(one.primary_key for one in (tenant(), *own_id()))


def test_a_moment_has_its_zone_and_is_there():
    assert moment("at").type.timezone
    assert not moment("at").nullable
    assert moment("at", nullable=True).nullable
