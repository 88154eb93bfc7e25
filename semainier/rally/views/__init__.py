"""Pages of the reminders, all on the desk."""
