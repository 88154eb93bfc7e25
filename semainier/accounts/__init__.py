"""People: who signs in, in which language, and how they are forgotten."""
