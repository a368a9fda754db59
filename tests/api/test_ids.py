"""An id has one spelling."""

from __future__ import annotations

import pytest

from api.ids import is_id

ID = "01a1fc9f-e86b-7377-8e16-6a61bdfbf165"


class TestIsId:
    def test_as_we_write_it(self):
        assert is_id(ID)

    @pytest.mark.parametrize(
        "text",
        ["", "me", ID.upper(), ID.replace("-", ""), f"{{{ID}}}", f"urn:uuid:{ID}", ID + "\n"],
    )
    def test_any_other_spelling_is_another_name(self, text: str):
        assert not is_id(text)
