"""The switches of a tenant."""

from __future__ import annotations

import pytest

from api.access.rights import Rights
from api.auth.principal import Principal
from api.errors import ApiError
from api.features import FEATURES, needs


def somebody(*off: str) -> Principal:
    person = ("t", "demo", "Demo", "p", "a@b.example", "Ada", ())
    return Principal(*person, Rights("p"), features_off=frozenset(off))


def test_what_is_on_is_let_through():
    for feature in FEATURES:
        needs(somebody(), feature)


def test_what_is_off_is_refused_with_a_remedy():
    with pytest.raises(ApiError) as refused:
        needs(somebody("events"), "events")
    assert (refused.value.code, refused.value.status_code) == ("feature-off", 403)
    needs(somebody("events"), "code")
