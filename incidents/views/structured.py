"""What a page says to machines, in the words of schema.org. Names no person."""

import json

from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from incidents.selectors.words import zurich_day
from incidents.views.cite import absolute

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_UNSAFE = {ord(c): f"\\u{ord(c):04x}" for c in "<>&"}  # what could end the script element


def structured(request, incident, title, summary, sources) -> str:
    """A record as a schema.org Report, with its sources as citations."""
    address = absolute(request, incident.get_absolute_url())
    home = absolute(request, reverse("dashboard"))
    publisher = {"@type": "Organization", "name": "Anamnesis", "url": home}
    return block(
        {
            "@context": "https://schema.org",
            "@type": "Report",
            "@id": address,
            "url": address,
            "identifier": incident.public_id,
            "reportNumber": incident.public_id,
            "headline": title,
            "abstract": summary,
            "inLanguage": get_language(),
            "datePublished": _day(incident.published_at or incident.added_at),
            "dateModified": _day(incident.updated_at),
            "license": LICENCE,
            "isAccessibleForFree": True,
            "publisher": publisher,
            "author": publisher,
            "about": {"@type": "Organization", "name": incident.organisation.public_name},
            "isPartOf": {"@type": "Dataset", "name": "Anamnesis", "url": home},
            "citation": [_cited(source) for source in sources if source.link],
        }
    )


def block(data: dict) -> str:
    """JSON for a script element of type application/ld+json."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(text.translate(_UNSAFE))  # noqa: S308 - nothing in it can end the element


def _cited(source) -> dict:
    cited = {"@type": "NewsArticle", "url": source.link, "publisher": source.outlet}
    if source.title:
        cited["headline"] = source.title
    if source.language:
        cited["inLanguage"] = source.language
    return {name: value for name, value in cited.items() if value}


def _day(moment) -> str:
    return zurich_day(moment).isoformat()
