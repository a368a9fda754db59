"""What people see and change of how they sign in: password and sign-ins."""

__all__: list[str] = []
