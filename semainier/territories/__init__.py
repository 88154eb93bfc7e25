"""Regions, departments, communes and intercommunal bodies: where things are, on which date, at which hour."""
