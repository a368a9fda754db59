"""What modals have in common: where a field stands, and what is wrong with it."""

from __future__ import annotations

from channels import modal
from channels.fields import simple


class TestPlaces:
    def test_at_the_field_or_at_the_comment(self):
        fields = simple({"properties": {"a": {"type": "string"}, "b": {"title": "B"}}}, {})
        assert fields is None
        fields = simple({"properties": {"a": {"type": "string", "title": "A"}}}, {})
        assert modal.places({"A": "No.", "?": "Say why."}, fields) == {
            modal.place(0): "No.",
            modal.COMMENT: "Say why.",
        }
