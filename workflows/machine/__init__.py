"""The machine: a run as plain state, driven by facts, wanting effects. `machine.py` is its entry.

Never: I/O, a clock, an event loop, or an import of Temporal; the same code runs in the workflow,
in the simulator, in tests and wherever a run is rebuilt from its facts.
"""

__all__: list[str] = []
