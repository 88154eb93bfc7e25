"""Pages of the report: the participation board, the bilan."""
