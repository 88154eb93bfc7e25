"""The back office of the federation: editions, organisations, people, imports."""
