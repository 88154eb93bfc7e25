"""Duplicates: found, called different, merged, taken apart again. The contract with the other apps is core/merging.py."""
