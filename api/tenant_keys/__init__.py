"""A tenant's own key: its versions, and a new one."""

__all__: list[str] = []
