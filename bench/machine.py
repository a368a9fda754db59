"""What the machine itself costs, in the simulator: loops, branches and retries; no stack is needed.

Never: Temporal, PostgreSQL or an effect in what is measured.
"""

from __future__ import annotations

import time

from definitions import compile_program, content_hash, read
from definitions.plans import Program
from workflows.machine.wanted import WantCall
from workflows.simulator.simulation import Mocked, Simulation

ROUNDS = 3
HEAD = "document: { dsl: '1.0.3', namespace: bench, name: one, version: '1.0.0' }\ndo:\n"
LOOP = """\
  - loop:
      for: { in: '[range(1000)]' }
      do: [{ add: { set: { n: '${ .n + $item }' } } }]
"""
RETRIES = """\
  - again:
      try: [{ ask: { raise: { error: { type: 'https://x.example/e', status: 400 } } } }]
      catch: { retry: { limit: { attempt: { count: 1000 } } } }
"""
WAITS = ", ".join(f"{{ b{number}: {{ wait: PT1S }} }}" for number in range(400))
CASES = {
    "A loop of 1,000 sets": LOOP,
    "400 branches that wait": f"  - all: {{ fork: {{ branches: [{WAITS}] }} }}\n",
    "1,000 retries that fault": RETRIES,
}


def program_of(text: str) -> Program:
    reading = read(HEAD + text)
    if reading.workflow is None or reading.document is None:
        raise ValueError(reading.diagnostics)
    return compile_program(reading.workflow, reading.document, content_hash(reading.document))


def seconds(program: Program) -> float:
    begun = time.perf_counter()
    Simulation(program, nothing).run({"n": 0})
    return time.perf_counter() - begun


def nothing(_wanted: WantCall) -> Mocked | None:
    return None


def main() -> None:
    for name, text in CASES.items():
        program = program_of(text)
        best = min(seconds(program) for _ in range(ROUNDS))
        print(f"| {name} | {best * 1_000:.0f} ms |")


if __name__ == "__main__":
    main()
