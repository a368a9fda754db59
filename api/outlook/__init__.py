"""The outlook of a run before it is started: who would be asked, and how long that usually takes.

Never: an effect, or a row.
"""

__all__: list[str] = []
