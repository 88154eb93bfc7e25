"""Writes of the reminders: what is kept, what is confirmed, what is handed to the outbox."""
