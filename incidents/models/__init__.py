"""The ledger: sources, articles, organisations, incidents and the claims that support them."""

from incidents.models.article import Article, ArticleAddress, ArticleVersion
from incidents.models.claim import Claim
from incidents.models.incident import Incident, Involvement, Report
from incidents.models.organisation import Organisation
from incidents.models.poll import ArchivePage, Poll
from incidents.models.register import Register
from incidents.models.source import Source

__all__ = [
    "ArchivePage",
    "Article",
    "ArticleAddress",
    "ArticleVersion",
    "Claim",
    "Incident",
    "Involvement",
    "Organisation",
    "Poll",
    "Register",
    "Report",
    "Source",
]
