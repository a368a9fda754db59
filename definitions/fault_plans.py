"""What is done about errors, compiled: which are caught, and how often something is tried again.

Never: an error of a run.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias, cast

from definitions.duration_plans import DurationPlan, duration_plan, optional_duration
from definitions.expressions import Template, compile_template
from definitions.models import RetryPolicy, TryTask
from definitions.models.base import Condition
from definitions.models.faults import Backoff, Catch
from definitions.values import JsonObject

Growth: TypeAlias = Literal["constant", "linear", "exponential"]


@dataclass(frozen=True, slots=True)
class RetryPlan:
    when: Template | None
    except_when: Template | None
    delay: DurationPlan | None
    growth: Growth
    count: int | None
    """How often it is tried again, the first attempt not counted."""
    attempt: DurationPlan | None
    """How long one attempt may take."""
    total: DurationPlan | None
    """How long after the first attempt's start another may begin."""
    jitter: tuple[DurationPlan, DurationPlan] | None


@dataclass(frozen=True, slots=True)
class CatchPlan:
    filters: Mapping[str, Template]
    """What an error must have, by its attributes."""
    variable: str
    """The name of the error in what follows."""
    when: Template | None
    except_when: Template | None
    retry: RetryPlan | None
    then: str | None


def catch_plan(task: TryTask, retries: Mapping[str, RetryPolicy]) -> CatchPlan:
    """Raises KeyError for a policy that isn't there; the lint has said so."""
    catch = task.catch
    policy = retries[catch.retry] if isinstance(catch.retry, str) else catch.retry
    return CatchPlan(
        filters=_filters(catch),
        variable=catch.as_,
        when=condition(catch.when),
        except_when=condition(catch.except_when),
        retry=None if policy is None else _retry(policy),
        then=catch.then,
    )


def condition(given: Condition | None) -> Template | None:
    """Jq also without `${ }`."""
    return None if given is None else compile_template(given, bare=True)


def _filters(catch: Catch) -> Mapping[str, Template]:
    wanted = catch.errors.with_ if catch.errors else None
    written = cast("JsonObject", wanted.model_dump(exclude_none=True)) if wanted else {}
    # The text calls it `details`, and an error has `detail`.
    return {
        "detail" if name == "details" else name: compile_template(value)
        for name, value in written.items()
    }


def _retry(policy: RetryPolicy) -> RetryPlan:
    limit, jitter = policy.limit, policy.jitter
    attempt = limit.attempt if limit else None
    return RetryPlan(
        when=condition(policy.when),
        except_when=condition(policy.except_when),
        delay=optional_duration(policy.delay),
        growth=_growth(policy.backoff),
        count=attempt.count if attempt else None,
        attempt=optional_duration(attempt.duration if attempt else None),
        total=optional_duration(limit.duration if limit else None),
        jitter=None if jitter is None else (duration_plan(jitter.from_), duration_plan(jitter.to)),
    )


def _growth(backoff: Backoff | None) -> Growth:
    if backoff is None or backoff.constant is not None:
        return "constant"
    return "linear" if backoff.linear is not None else "exponential"
