"""What a file is: told by its bytes, never by what its sender calls it.

Never: a file kept or read here; it is looked at while it passes.
"""

__all__: list[str] = []
