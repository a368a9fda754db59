"""What Teams takes at most, of what is used here, and how a text is made to fit.

Never: a text that is cut without a sign of it.
"""
