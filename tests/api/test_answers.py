"""Answers are the JSON that was meant, byte for byte."""

from __future__ import annotations

import pytest

from api.answers import json_answer


class TestJsonAnswer:
    def test_text_stays_readable_and_numbers_whole(self):
        answer = json_answer({"ü": 10**30, "a": [None, True, 1.5]}, 201, {"Location": "/x"})
        assert answer.body == '{"ü":1000000000000000000000000000000,"a":[null,true,1.5]}'.encode()
        assert answer.status_code == 201
        assert answer.headers["location"] == "/x"
        assert answer.headers["content-type"] == "application/json"

    def test_what_is_no_json_never_leaves(self):
        with pytest.raises(ValueError, match="not JSON compliant"):
            json_answer(float("nan"))
