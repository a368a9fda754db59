"""What a button brings back is read as it was written, and nothing else is."""

from __future__ import annotations

from uuid import uuid4

import pytest

from channels import token
from channels.token import Token

ONE = str(uuid4())


@pytest.mark.parametrize(
    "made",
    [
        Token(approval=ONE, round=1, stage=2),
        Token(approval=ONE, round=3, stage=1, absent=str(uuid4()), decision="take it/or leave"),
    ],
)
def test_there_and_back(made):
    assert token.read(made.write()) == made


@pytest.mark.parametrize(
    "words",
    [
        *("", "x", ONE, f"{ONE}/1/1", f"{ONE}/1/1/", "x/1/1//", f"{ONE.upper()}/1/1//"),
        *(f"{ONE}/-1/1//", f"{ONE}/1/²//", f"{ONE}/1/1/me/", f"{ONE}/{'9' * 10}/1//"),
    ],
    ids=[
        *("nothing", "word", "short", "shorter", "no decision", "no id", "capitals"),
        *("negative", "raised", "odd person", "huge"),
    ],
)
def test_what_is_none_of_ours(words):
    assert token.read(words) is None
