"""What people do about themselves, for the audit trail.

Never: a password, a code or a token in the details.
"""

from __future__ import annotations

from api.auth.principal import Principal
from definitions.values import JsonObject
from store.audit import Deed


def deed(principal: Principal, action: str, details: JsonObject | None = None) -> Deed:
    return Deed(principal.person, action, f"person:{principal.person}", details=details)
