"""Forms of events: what a member writes, what the desk decides."""
