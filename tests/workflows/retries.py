"""Runs that failed, and how tests let them go on."""

from __future__ import annotations

from copy import deepcopy

from definitions.errors import Problem, communication
from workflows.machine import facts
from workflows.machine.rebuilding import rebuild
from workflows.machine.retrying import Asked, Edit, Held, Past, Span, spans

DOWN = communication("The bank is closed.", 503)


def post(name: str, more: str = "") -> str:
    call = f"{{ method: post, endpoint: 'https://x.example/{name}', body: '${{ . }}' }}"
    return f"{name}: {{ call: http, with: {call}{more} }}"


LINE = f"""\
  - {post("book")}
  - {post("pay")}
  - {post("send")}
"""


def fail(driver, problem: Problem = DOWN, *, definite: bool = True):
    """The oldest open call ends so."""
    effect = min(driver.calls)
    del driver.calls[effect]
    driver.feed(facts.CallFailed(driver.now, effect, problem, definite=definite))
    return driver


def past(driver, programs=None) -> Past:
    parts = spans(driver.rows)
    return Past([Span(driver.program, rows) for rows in parts])


def retry(driver, visit=None, edit=None, program=None, ended=()):
    """The same driver, going on in a new execution."""
    was = past(driver)
    held = Held(was, visit or was.failed or "")
    asked = Asked(driver.now + 60_000, "ada", "The bank is open again.", "1.0.0")
    row, trace = held.go_on(program or driver.program, asked, edit or Edit(), ended)
    driver.rows.append(row)
    driver.lines += trace
    driver.calls.clear()
    driver.timers.clear()
    driver.now += 60_000
    driver.machine = rebuild(driver.program, deepcopy(driver.rows))
    driver.machine.effects.want_again()
    while driver.machine.advance(1):
        pass
    driver.collect()
    return held


def urls(driver) -> list[str]:
    return [call.arguments["endpoint"].rpartition("/")[2] for call in driver.calls.values()]


def finish(driver, most: int = 50):
    """Everything is answered with what it was asked."""
    for _ in range(most):
        if driver.machine.ended:
            return driver.machine.state
        if driver.calls:
            driver.answer(f"did {urls(driver)[0]}")
        else:
            driver.fire()
    raise AssertionError(f"It does not end: {driver.machine.state}")


def started(drive, tasks=LINE, given="in"):
    driver = drive(tasks)
    driver.start(given)
    return driver


FORK = f"""\
  - both:
      fork:
        branches:
          - left: {{ do: [{{ {post("a1")} }}, {{ {post("a2")} }}] }}
          - right: {{ do: [{{ {post("b1")} }}, {{ {post("b2")} }}] }}
  - {post("last")}
"""


def of(driver, name):
    """The effect of the open call of this name."""
    return next(e for e, c in driver.calls.items() if c.arguments["endpoint"].endswith(name))


def tell(driver, name, output):
    effect = of(driver, name)
    del driver.calls[effect]
    driver.feed(facts.CallFinished(driver.now, effect, output))


def break_(driver, name):
    effect = of(driver, name)
    del driver.calls[effect]
    driver.feed(facts.CallFailed(driver.now, effect, DOWN))
