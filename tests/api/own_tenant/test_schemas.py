"""Settings of an organisation, as they come in."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from api.own_tenant.schemas import TenantSettings


def test_a_colour_is_written_one_way():
    assert TenantSettings(colour="#0B5FFF").colour == "#0b5fff"


@pytest.mark.parametrize("colour", ["#ffffff", "#FF0", "blue", "#0b5fff00", "url(x)"])
def test_what_is_no_colour_for_words(colour: str):
    with pytest.raises(ValidationError):
        TenantSettings(colour=colour)
