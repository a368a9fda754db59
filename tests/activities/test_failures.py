"""What Temporal hears of a failure: that it should try again, and nothing of the run."""

from __future__ import annotations

import psycopg
import pytest
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from temporalio.exceptions import ApplicationError

from activities.failures import DATABASE_AWAY, INTERNAL, described, is_away, retried


def away() -> OperationalError:
    return OperationalError("SELECT", {"body": "personal"}, psycopg.OperationalError("gone"))


class TestIsAway:
    @pytest.mark.parametrize("error", [away(), PoolTimeoutError("full"), ConnectionResetError()])
    def test_what_may_come_back(self, error: Exception) -> None:
        assert is_away(error)

    @pytest.mark.parametrize(
        "error",
        [ValueError(), IntegrityError("INSERT", {}, psycopg.IntegrityError("no run"))],
    )
    def test_what_would_fail_again(self, error: Exception) -> None:
        assert not is_away(error)

    def test_a_connection_that_was_ended(self) -> None:
        error = IntegrityError("x", {}, psycopg.Error("x"), connection_invalidated=True)
        assert is_away(error)


class TestDescribed:
    def test_says_where_and_quotes_nothing(self) -> None:
        try:
            raise away()
        except OperationalError as error:
            said = described(error)
        assert said["error"] == "OperationalError"
        assert "test_failures.py" in said["where"]
        assert "personal" not in str(said)


class TestRetried:
    def test_the_database_is_away(self) -> None:
        with pytest.raises(ApplicationError) as caught, retried("run.record"):
            raise away()
        assert caught.value.type == DATABASE_AWAY
        assert not caught.value.non_retryable
        assert caught.value.__cause__ is None
        assert "personal" not in str(caught.value)

    def test_anything_else_keeps_its_text_to_itself(self) -> None:
        with pytest.raises(ApplicationError) as caught, retried("http.call"):
            raise ValueError("the customer's name")
        assert caught.value.type == INTERNAL
        assert not caught.value.non_retryable
        assert "customer" not in str(caught.value)
        assert "ValueError" in str(caught.value)

    def test_what_is_translated_already_stays(self) -> None:
        own = ApplicationError("own", type="own")
        with pytest.raises(ApplicationError) as caught, retried("x"):
            raise own
        assert caught.value is own

    def test_no_failure(self) -> None:
        with retried("x"):
            pass
