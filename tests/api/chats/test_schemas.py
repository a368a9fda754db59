"""Which processes a conversation is for, as it is written."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from api.chats.schemas import ChatAppWanted, ChatChannelWanted, of_processes


class TestProcesses:
    @pytest.mark.parametrize("good", ["*", "sales/*", "sales/order-1"])
    def test_taken(self, good):
        assert of_processes(good) == good

    @pytest.mark.parametrize("bad", ["", "sales", "sa*/x", "*/*", "a/b/c", "a/b\n", "مبيعات/*"])
    def test_refused(self, bad):
        with pytest.raises(ValueError, match="Write"):
            of_processes(bad)


class TestShapes:
    def test_unknown_fields_are_refused(self):
        with pytest.raises(ValidationError):
            ChatAppWanted.model_validate({"botToken": "x"})

    def test_a_conversation_is_one_line(self):
        given = {"kind": "slack", "name": "A", "conversation": "a\nb"}
        with pytest.raises(ValidationError):
            ChatChannelWanted.model_validate(given)
