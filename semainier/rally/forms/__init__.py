"""Forms of the reminders."""
