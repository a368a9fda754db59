"""Steps that bring a machine to the point where the stack can start, side by side where they can.

What to start when is decided without doing anything; the doing is at the end of this file.
Never: a step before those that it needs, or a finished one done again.
"""

from __future__ import annotations

import queue
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from worker.local.plan import Part, waves
from worker.local.trouble import LocalError

Say = Callable[[str], None]
SAY_EVERY_SECONDS = 20.0
_POLL_SECONDS = 0.2


@dataclass(frozen=True)
class Step:
    """`done` answers in milliseconds whether there is anything to do."""

    name: str
    title: str
    done: Callable[[], bool]
    act: Callable[[Say], None]
    needs: tuple[str, ...] = ()
    takes: str = ""
    bytes_needed: int = 0


def to_do(steps: Sequence[Step]) -> list[Step]:
    """The steps that aren't done, in an order in which each has what it needs."""
    by_name = {step.name: step for step in steps}
    ordered = waves(Part(step.name, step.needs) for step in steps)
    return [by_name[name] for wave in ordered for name in wave if not by_name[name].done()]


def startable(left: Iterable[Step], finished: set[str], begun: set[str]) -> list[Step]:
    """Those that wait for nothing: what they need is finished, or was never to be done."""
    waiting = list(left)
    open_names = {step.name for step in waiting} - finished
    return [step for step in waiting if step.name not in begun and not set(step.needs) & open_names]


@dataclass
class Clock:
    """When each step that runs was last heard of."""

    began: dict[str, float]
    heard: dict[str, float]

    def silent(self, now: float) -> list[str]:
        """Those that people begin to wonder about."""
        found = [name for name in self.began if now - self.heard[name] >= SAY_EVERY_SECONDS]
        for name in found:
            self.heard[name] = now
        return found


def run(left: Sequence[Step], say: Say, stop: Callable[[], None]) -> None:
    """Do what `to_do` found. At the first failure `stop` ends what else is under way."""
    finished: set[str] = set()
    begun: set[str] = set()
    clock = Clock({}, {})
    ends: queue.SimpleQueue[tuple[Step, BaseException | None]] = queue.SimpleQueue()
    with ThreadPoolExecutor(len(left), "step") as threads:
        try:
            while len(finished) < len(left):
                for step in startable(left, finished, begun):
                    begun.add(step.name)
                    clock.began[step.name] = clock.heard[step.name] = time.monotonic()
                    say(f"{step.title} …{f' ({step.takes})' if step.takes else ''}")
                    threads.submit(_do, step, say, ends)
                _report(left, clock, say)
                try:
                    step, error = ends.get(timeout=_POLL_SECONDS)
                except queue.Empty:
                    continue
                seconds = time.monotonic() - clock.began.pop(step.name)
                _raise(error)
                finished.add(step.name)
                say(f"{step.title}: done ({_duration(seconds)})")
        except BaseException:
            stop()
            raise


def _raise(error: BaseException | None) -> None:
    if error is not None:
        raise error


def _do(step: Step, say: Say, ends: queue.SimpleQueue[tuple[Step, BaseException | None]]) -> None:
    try:
        step.act(lambda text: say(f"{step.title}: {text}"))
    except BaseException as error:  # noqa: BLE001 - handed to the thread that waits
        ends.put((step, error))
    else:
        ends.put((step, None))


def _report(left: Sequence[Step], clock: Clock, say: Say) -> None:
    now = time.monotonic()
    titles = {step.name: step.title for step in left}
    for name in clock.silent(now):
        say(f"{titles[name]}: still at it ({_duration(now - clock.began[name])})")


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def check_space(left: Sequence[Step], free_bytes: int, where: str) -> None:
    """Before minutes are spent on what can't end well."""
    needed = sum(step.bytes_needed for step in left)
    if needed > free_bytes:
        raise LocalError(
            f"The disk that holds {where} has {free_bytes / 1e9:.1f} GB free, and what is still to "
            f"be fetched and built needs about {needed / 1e9:.1f} GB. Free some and start again."
        )
