"""Reads of events, one module per page or room."""
