"""The curators' desk."""

from incidents.admin.article import ArticleAdmin
from incidents.admin.incident import IncidentAdmin
from incidents.admin.ingestion import IngestionAdmin
from incidents.admin.organisation import OrganisationAdmin
from incidents.admin.source import SourceAdmin

__all__ = ["ArticleAdmin", "IncidentAdmin", "IngestionAdmin", "OrganisationAdmin", "SourceAdmin"]
