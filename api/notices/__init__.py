"""The tray: what people are told, what of it they have read, and how they want to be told.

Never: a notice of somebody else.
"""

__all__: list[str] = []
