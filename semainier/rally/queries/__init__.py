"""Reads of the reminders: who belongs to a segment, who would be written to, who was."""
