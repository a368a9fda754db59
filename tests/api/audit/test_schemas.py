"""What is looked for in the trail, as it comes in."""

from __future__ import annotations

from api.audit.schemas import AuditWanted
from store.audit_search import Sought


class TestAuditWanted:
    def test_me_is_who_asks(self):
        assert AuditWanted(actor="me").sought("ada") == Sought(actor="ada")
        assert AuditWanted(actor="nobody").sought("ada") == Sought(actor="nobody")

    def test_whatever_is_not_given_is_any(self):
        assert AuditWanted().sought("ada") == Sought()
