"""Decides what of the stack starts, starts again or ends, and when.

A machine without clock, processes or files: it is told the time and what happened.
Never: a part started before what it needs is ready, or ended before what needs it has ended.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

FIRST_TRIES = 3
FIRST_DELAY_SECONDS = 0.2
LONGEST_DELAY_SECONDS = 5.0
# A part that lived this long was well: its next death counts as the first.
SETTLED_SECONDS = 30.0
_MOST_DOUBLINGS = 10


class Phase(Enum):
    WAITING = "waiting"
    STARTING = "starting"
    READY = "ready"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True)
class Part:
    """Something that runs: for ever, or `once` to its end."""

    name: str
    needs: tuple[str, ...] = ()
    once: bool = False


@dataclass
class _Standing:
    phase: Phase = Phase.WAITING
    since: float = 0.0
    deaths: int = 0
    was_ready: bool = False
    not_before: float = 0.0


@dataclass
class Board:
    """How every part stands."""

    parts: Sequence[Part]
    _standings: dict[str, _Standing] = field(init=False)

    def __post_init__(self) -> None:
        waves(self.parts)  # refuses a circle before anything is started
        self._standings = {part.name: _Standing() for part in self.parts}

    def due(self, now: float) -> list[Part]:
        """The parts to start now."""
        return [
            part
            for part in self.parts
            if self._waits_for_nobody(part) and self._standings[part.name].not_before <= now
        ]

    def starting(self) -> list[Part]:
        return [part for part in self.parts if self.phase(part.name) is Phase.STARTING]

    def phase(self, name: str) -> Phase:
        return self._standings[name].phase

    def seconds(self, name: str, now: float) -> float:
        """How long the part has been in its phase."""
        return now - self._standings[name].since

    def complete(self) -> bool:
        return all(self._has_been_ready(part.name) for part in self.parts)

    def started(self, name: str, now: float) -> None:
        self._to(name, Phase.STARTING, now)

    def ready(self, name: str, now: float) -> None:
        self._to(name, Phase.READY, now)
        self._standings[name].was_ready = True

    def ended(self, name: str, code: int, now: float) -> None:
        """A part's process ended by itself."""
        part = next(part for part in self.parts if part.name == name)
        standing = self._standings[name]
        if part.once:
            self._to(name, Phase.DONE if code == 0 else Phase.FAILED, now)
            return
        settled = standing.phase is Phase.READY and now - standing.since >= SETTLED_SECONDS
        # Who was ready and ends without an error has been told to, to begin anew.
        told = standing.phase is Phase.READY and code == 0
        standing.deaths = 1 if settled or told else standing.deaths + 1
        if not standing.was_ready and standing.deaths >= FIRST_TRIES:
            self._to(name, Phase.FAILED, now)
            return
        self._to(name, Phase.WAITING, now)
        standing.not_before = now + delay(standing.deaths)

    def failed(self) -> Part | None:
        """The part that keeps the stack from ever being complete."""
        return next((p for p in self.parts if self.phase(p.name) is Phase.FAILED), None)

    def next_due(self) -> float | None:
        """When the next part that waits out its delay may start.

        Who waits for another part is not among them: nobody knows when, and to look at once, again
        and again, would keep that other part from starting.
        """
        waiting = [part.name for part in self.parts if self._waits_for_nobody(part)]
        return min((self._standings[name].not_before for name in waiting), default=None)

    def _waits_for_nobody(self, part: Part) -> bool:
        ready = all(self._has_been_ready(name) for name in part.needs)
        return ready and self.phase(part.name) is Phase.WAITING

    def _has_been_ready(self, name: str) -> bool:
        # What was ready once and died comes back by itself; those who need it wait it out.
        standing = self._standings[name]
        return standing.was_ready or standing.phase is Phase.DONE

    def _to(self, name: str, phase: Phase, now: float) -> None:
        self._standings[name].phase = phase
        self._standings[name].since = now


def delay(deaths: int) -> float:
    """Twice as long after each death in a row."""
    doublings = min(deaths, _MOST_DOUBLINGS) - 1
    return min(FIRST_DELAY_SECONDS * float(1 << doublings), LONGEST_DELAY_SECONDS)


def waves(parts: Iterable[Part]) -> list[list[str]]:
    """Names in the order of starting: those of one wave need nothing of each other."""
    left: Mapping[str, Part] = {part.name: part for part in parts}
    known = set(left)
    unknown = {need for part in left.values() for need in part.needs} - known
    if unknown:
        raise ValueError(f"no such part: {', '.join(sorted(unknown))}")
    ordered: list[list[str]] = []
    while left:
        wave = [name for name, part in left.items() if not set(part.needs) & set(left)]
        if not wave:
            raise ValueError(f"these parts need each other: {', '.join(left)}")
        ordered.append(wave)
        left = {name: part for name, part in left.items() if name not in wave}
    return ordered
