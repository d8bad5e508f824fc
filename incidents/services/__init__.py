"""The only place that writes. Verb-first functions, one transaction each."""

from incidents.services.articles import (
    add_entries,
    backoff,
    content_hash,
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
    refresh_incident,
    reject_incident,
    retract_incident,
    start_incident,
)
from incidents.services.organisations import save_organisation, write_organisation
from incidents.services.proposals import link_copy, link_draft, propose_draft
from incidents.services.register import RegisterError, load_register
from incidents.services.sources import finish_poll, make_due

__all__ = [
    "NotPublishable",
    "RegisterError",
    "add_entries",
    "backoff",
    "content_hash",
    "correct_incident",
    "finish_article",
    "finish_poll",
    "link_copy",
    "link_draft",
    "load_register",
    "make_due",
    "mark_failed",
    "mark_queued",
    "missing_evidence",
    "propose_draft",
    "publish_incident",
    "refresh_incident",
    "reject_incident",
    "retract_incident",
    "retry_later",
    "save_coding",
    "save_organisation",
    "save_page",
    "start_article",
    "start_incident",
    "write_organisation",
]
