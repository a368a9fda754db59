"""All tenants, for the people who run the installation."""

__all__: list[str] = []
