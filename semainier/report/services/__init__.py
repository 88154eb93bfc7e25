"""Writes of the report: snapshots, the freeze, invitations to the silent."""

from semainier.report.services.snapshots import freeze_edition, publish_snapshot, record_announced

__all__ = ["freeze_edition", "publish_snapshot", "record_announced"]
