"""Writes of the back office that no other app has."""
