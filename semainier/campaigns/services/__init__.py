"""Writes on the frame, one module per subject."""
