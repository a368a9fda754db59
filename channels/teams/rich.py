"""Markdown that people wrote, as the rich text of Adaptive Cards.

Never: a text of theirs where Teams looks for marks.
"""
