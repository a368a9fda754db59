"""The memory of a stack's processes.

Never: resident size; what processes share would be counted for each of them.
"""

from __future__ import annotations

import psutil


def megabytes(pid: int) -> float:
    """Proportional set size of a process and all its descendants."""
    process = psutil.Process(pid)
    return sum(proportional(one) for one in [process, *process.children(recursive=True)])


def proportional(process: psutil.Process) -> float:
    return float(getattr(process.memory_full_info(), "pss", 0)) / 1e6
