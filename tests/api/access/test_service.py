"""Nobody gives what they lack: the one rule, by itself. The rest is tried over HTTP."""

from __future__ import annotations

import pytest

from api.access.service import refuse_more, split
from api.errors import ApiError
from store.reach import ANY
from tests.api.live.fakes import principal

PAY = ("finance", "pay")


class TestRefuseMore:
    def test_what_one_has(self):
        refuse_more(principal("ada", "admin"), frozenset({"runs:start", "audit:read"}), ANY)
        refuse_more(principal("ada"), frozenset({"runs:start"}), PAY)

    def test_what_one_lacks_is_named(self):
        with pytest.raises(ApiError, match="audit:read") as refused:
            refuse_more(principal("ada"), frozenset({"runs:start", "audit:read"}), ANY)
        assert refused.value.status_code == 403


def test_a_process_has_two_parts():
    assert split("finance/pay") == PAY
    assert split("*/*") == ANY
