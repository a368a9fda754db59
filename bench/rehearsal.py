"""How fast past runs are compared with a draft: facts and runs a second of one processor.

Never: PostgreSQL or HTTP in what is measured.
"""

from __future__ import annotations

import time

from bench.machine import program_of
from definitions.contracts import FactRow
from definitions.plans import Program
from workflows.machine.wanted import WantCall
from workflows.simulator.comparison import compare
from workflows.simulator.past import recall
from workflows.simulator.rehearsal import rehearse
from workflows.simulator.simulation import Bounds, Mocked, Simulation
from workflows.simulator.tally import Tally

RUNS, PAIRS = 1_000, 10
PAIR = """\
  - ask{0}:
      call: http
      with: {{ method: post, endpoint: 'https://x.example/{0}', body: '${{ . }}' }}
  - keep{0}: {{ set: {{ n: '${{ .n + {0} }}' }} }}
"""


def tasks(extra: str = "") -> Program:
    """Ten calls, each with a task that uses its answer."""
    return program_of("".join(PAIR.format(number) for number in range(PAIRS)) + extra)


def answer(wanted: WantCall) -> Mocked:
    return Mocked({"n": len(wanted.key)}, None, 40)


def compared(ran: Program, draft: Program, runs: list[list[FactRow]]) -> tuple[float, Tally]:
    begun, tally, bounds = time.process_time(), Tally(), Bounds()
    for number, facts in enumerate(runs):
        past = recall(ran, facts)
        tally.add(str(number), compare(past, rehearse(draft, past, bounds)))
    return time.process_time() - begun, tally


def main() -> None:
    ran = tasks()
    simulation = Simulation(ran, answer)
    simulation.run({"n": 0})
    runs = [simulation.facts] * RUNS
    facts = RUNS * len(simulation.facts)
    for name, draft in (("the same", ran), ("another end", tasks("  - last: { set: { x: 1 } }\n"))):
        seconds, tally = compared(ran, draft, runs)
        print(
            f"| {RUNS} runs of {2 * PAIRS} tasks, {name} | {seconds:.1f} s |"
            f" {facts / seconds:,.0f} facts/s | {tally.alike} alike |"
        )


if __name__ == "__main__":
    main()
