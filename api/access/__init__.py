"""Who may do what: by roles, by grants for processes, by exceptions for persons."""

__all__: list[str] = []
