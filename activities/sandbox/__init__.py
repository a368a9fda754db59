"""Where scripts and commands of processes run: cut off from keys, data and network.

The launcher runs in a process of its own and imports the standard library and this package only,
so nothing heavy may be imported here. Never: a script started anywhere else.
"""

__all__: list[str] = []
