"""One incident, its history and its reference. The number decides which one is meant."""

from functools import wraps

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from incidents.choices import CareImpact, Certainty, Field, Status
from incidents.exports import citation
from incidents.selectors import record
from incidents.selectors.groups import ATTACK_GROUP_OF
from incidents.selectors.history import revisions
from incidents.selectors.related import related
from incidents.selectors.words import day_in_words, public_summary, public_title, zurich_day
from incidents.views.cache import revalidated
from incidents.views.cite import reference
from incidents.views.structured import structured


def of_record(route: str):
    """Hand the page a published incident under its one address, or say what became of it."""

    def decorate(page):
        @require_safe
        @revalidated
        @wraps(page)
        def wrapper(request, number, slug=None):
            found = record.find(number)
            if found is None:
                raise Http404
            if found.status == Status.RETRACTED:
                return _tombstone(request, found)
            if found.status == Status.MERGED:
                found = record.survivor(found)
                if found is None:
                    raise Http404
            address = reverse(route, kwargs={"number": found.number, "slug": found.slug})
            if request.path != address:
                return redirect(address, permanent=True)
            return page(request, found)

        return wrapper

    return decorate


@of_record("incident")
def incident(request, found):
    """Every value of one incident beside the words it rests on."""
    title, title_language = public_title(found)
    summary, summary_language = public_summary(found)
    known = record.sources(found)
    facts = record.facts(found, known)
    hit = found.patient_care_impact in (CareImpact.DEGRADED, CareImpact.OUTAGE)
    cited = reference(request, found)
    context = {
        "incident": found,
        "title": title,
        "title_language": title_language,
        "summary": summary,
        "summary_language": summary_language,
        "is_in_language": summary_language == get_language(),
        "is_translation": found.language != get_language(),
        "organisation": found.organisation.public_name,
        "attack_group": ATTACK_GROUP_OF[found.attack_type].code,
        "care_hit": found.patient_care_impact if hit else "",
        "groups": record.grouped(facts),
        "events": record.chronology(found, facts),
        "parties": record.parties(found),
        "sources": list(known.values()),
        "confirmation": _confirmation(found, facts),
        "related": related(found),
        "added": day_in_words(zurich_day(found.added_at)),
        "updated": day_in_words(zurich_day(found.updated_at)),
        "citation": citation.as_text(
            cited, day_in_words(cited.updated), day_in_words(cited.accessed)
        ),
        "cited_url": cited.url,
        "structured": structured(request, found, title, summary, list(known.values())),
    }
    return render(request, "incidents/incident.html", context)


@of_record("incident_history")
def history(request, found):
    """What was changed in public, when and why."""
    title, title_language = public_title(found)
    context = {
        "incident": found,
        "title": title,
        "title_language": title_language,
        "revisions": revisions(found),
        "today": timezone.localdate(),
    }
    return render(request, "incidents/history.html", context)


def _confirmation(found, facts) -> dict:
    """Who stands behind the account, with the sources that say so."""
    fact = next(fact for fact in facts if fact.field == Field.CERTAINTY)
    return {
        "by_organisation": found.certainty == Certainty.CONFIRMED_BY_ORGANISATION,
        "by_authority": found.certainty == Certainty.CONFIRMED_BY_AUTHORITY,
        "is_disputed": found.certainty == Certainty.DISPUTED,
        "sources": fact.sources,
    }


def _tombstone(request, found):
    when, reason = record.tombstone(found)
    context = {"public_id": found.public_id, "when": day_in_words(when), "reason": reason}
    return render(request, "incidents/retracted.html", context, status=410)
