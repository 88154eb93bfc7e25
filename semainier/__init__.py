"""Semainier: a federation runs a national week with its members."""

__version__ = "0.1.0"
