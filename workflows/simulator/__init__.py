"""The simulator: a run in one process and no time, its effects played by whoever tries it out.

Never: an effect on the world, or a clock but the simulated one.
"""

__all__: list[str] = []
