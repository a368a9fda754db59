"""The door of Teams: words, pressed actions, and where the app comes and goes.

Never: anything that is believed before its token has been checked.
"""

__all__: list[str] = []
