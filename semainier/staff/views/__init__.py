"""Pages of the back office, one module per room."""
