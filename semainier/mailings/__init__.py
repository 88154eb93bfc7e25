"""The outbox: every mail is a row written with what it tells of, and sent by the worker afterwards."""
