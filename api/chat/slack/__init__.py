"""The door for Slack: buttons, modals, `/baton`, the home tab, and what is told of the app.

Never: a request that nobody has proven, or an answer after Slack has given up waiting.
"""

__all__: list[str] = []
