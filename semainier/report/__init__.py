"""The bilan: figures of an edition, dated snapshots, its document; and the participation board."""
