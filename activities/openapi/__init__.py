"""`call: openapi`: an operation that a service describes, found by its id and asked by HTTP.

Never: code of the description run, or another document fetched because it says so.
"""

__all__: list[str] = []
