"""What jq's built-in functions do with values; programs as arguments are the compiler's.

Never: an order that depends on hashes, a locale, a time zone, or anything outside of the arguments.
"""

__all__: list[str] = []
