"""The only place that writes. Verb-first functions, one transaction each."""

from incidents.services.articles import (
    add_entries,
    finish_article,
    mark_failed,
    mark_queued,
    retry_later,
    save_coding,
    save_page,
    start_article,
)
from incidents.services.curation import (
    NotPublishable,
    correct_incident,
    missing_evidence,
    publish_incident,
    reject_incident,
    retract_incident,
)
from incidents.services.organisations import save_organisation
from incidents.services.proposals import link_draft, link_copy, propose_draft
from incidents.services.register import RegisterError, load_register
from incidents.services.sources import finish_poll

__all__ = [
    "NotPublishable",
    "RegisterError",
    "add_entries",
    "correct_incident",
    "finish_article",
    "finish_poll",
    "link_copy",
    "link_draft",
    "load_register",
    "mark_failed",
    "mark_queued",
    "missing_evidence",
    "propose_draft",
    "publish_incident",
    "reject_incident",
    "retract_incident",
    "retry_later",
    "save_coding",
    "save_organisation",
    "save_page",
    "start_article",
]
