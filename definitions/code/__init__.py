"""Processes that are written in Python as Temporal workflows: how they are declared and found.

Never: carried out here, and never an import of Temporal; who only wants to know what there is
needs neither.
"""

from definitions.code.declaration import Code

__all__ = ["Code"]
