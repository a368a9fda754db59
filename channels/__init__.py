"""The ways in which people are told: each a module with the same small interface.

Never: who is told, or whether: worker/telling.py decides that.
"""

__all__: list[str] = []
