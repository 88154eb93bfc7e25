"""Writes on events, one module per subject."""
