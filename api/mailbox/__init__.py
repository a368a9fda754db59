"""Mails of an installation without a mail server, to be read by administrators.

Never: a mail of another tenant.
"""

__all__: list[str] = []
