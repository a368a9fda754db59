"""Functions of the catalogue as effects: the one activity that carries them out, and Baton's own.

Never: a function that the catalogue doesn't declare.
"""

__all__: list[str] = []
