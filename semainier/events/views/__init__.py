"""Pages of events, one module per room."""
