from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from incidents.choices import CareImpact, Status
from incidents.selectors import record
from incidents.selectors.groups import ATTACK_GROUP_OF
from incidents.selectors.words import day_in_words, public_summary, public_title, zurich_day


@require_safe
def incident(request, number, slug=None):
    """One incident. The number decides; any other spelling of the address is sent on."""
    found = record.find(number)
    if found is None:
        raise Http404
    if found.status == Status.RETRACTED:
        return _tombstone(request, found)
    if found.status == Status.MERGED:
        found = record.survivor(found)
        if found is None:
            raise Http404
    address = found.get_absolute_url()
    if request.path != address:
        return redirect(address, permanent=True)
    return render(request, "incidents/incident.html", _page(found))


def _tombstone(request, found):
    when, reason = record.tombstone(found)
    context = {"public_id": found.public_id, "when": day_in_words(when), "reason": reason}
    return render(request, "incidents/retracted.html", context, status=410)


def _page(found):
    title, title_language = public_title(found)
    summary, summary_language = public_summary(found)
    known = record.sources(found)
    facts = record.facts(found, known)
    hit = found.patient_care_impact in (CareImpact.DEGRADED, CareImpact.OUTAGE)
    return {
        "incident": found,
        "title": title,
        "title_language": title_language,
        "summary": summary,
        "summary_language": summary_language,
        "is_translated": summary_language == get_language(),
        "organisation": found.organisation.public_name,
        "attack_group": ATTACK_GROUP_OF[found.attack_type].code,
        "care_hit": found.patient_care_impact if hit else "",
        "facts": facts,
        "events": record.chronology(found, facts),
        "parties": record.parties(found),
        "sources": list(known.values()),
        "updated": day_in_words(zurich_day(found.updated_at)),
    }
