"""Writes on the network, one module per subject."""
