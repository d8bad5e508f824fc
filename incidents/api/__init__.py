"""The read-only interface for machines, under /api/v1/."""

from incidents.api.incidents import incident_json, incidents_csv, incidents_json

__all__ = ["incident_json", "incidents_csv", "incidents_json"]
