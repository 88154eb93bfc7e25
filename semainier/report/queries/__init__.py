"""Reads of the report: figures, who takes part, how it grew."""
