"""Syntax tree to code: what gives one value directly, what gives several in steps.

Never: evaluation. What can be worked out once is worked out here.
"""

__all__: list[str] = []
