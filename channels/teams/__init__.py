"""Teams: what people read there, and what they send from there.

Never: anything of the approval itself; a decision goes through the same door as every other.
"""

__all__: list[str] = []
