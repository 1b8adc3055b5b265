"""Syntax: the parse of a text, and everything that is asked of it."""
