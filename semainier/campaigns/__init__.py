"""The frame: campaigns, their editions, themes, phases, identity, charter, member list and commitments."""
