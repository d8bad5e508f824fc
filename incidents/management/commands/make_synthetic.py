"""Fills an empty database for benchmarks: in bulk, past the services, for none of it is real."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from simple_history.utils import bulk_create_with_history

from incidents.choices import ArticleState, Status
from incidents.models import Article, Incident, Involvement, Organisation, Register, Report
from incidents.records import PartialDate
from incidents.synthetic import Event, events
from incidents.text import fold

BATCH = 500
CODED = (
    *("attack_type", "threat_actor", "data_stolen", "ransom_demanded", "ransom_paid"),
    *("patient_care_impact", "certainty", "records_affected"),
)
TITLES = {
    "de": "Erfundener Vorfall {n}: {name}",
    "fr": "Incident inventé {n} : {name}",
    "it": "Incidente inventato {n}: {name}",
    "en": "Invented incident {n}: {name}",
}


class Command(BaseCommand):
    help = "Fills an empty database with invented published incidents, for benchmarks."

    def add_arguments(self, parser):
        parser.add_argument("n", type=int, help="how many incidents")
        parser.add_argument("--seed", type=int, default=0, help="another number, other incidents")

    @transaction.atomic
    def handle(self, *, n: int, seed: int, **options):
        if n < 1:
            raise CommandError("At least one incident.")
        if any(model.objects.exists() for model in (Incident, Organisation, Article)):
            raise CommandError("This database holds a register; give VAR_DIR or DATABASE_URL anew.")
        found = list(events(n, seed))
        bodies = _organisations(found)
        incidents = [_incident(number, event, bodies) for number, event in enumerate(found, 1)]
        bulk_create_with_history(incidents, Incident, batch_size=BATCH)
        saved = {one.number: one for one in Incident.objects.only("number", "organisation_id")}
        Involvement.objects.bulk_create(
            [Involvement(incident=i, organisation_id=i.organisation_id) for i in saved.values()],
            batch_size=BATCH,
        )
        _articles(found, saved)
        Register.objects.reserve(n)
        Register.objects.bump()
        self.stdout.write(f"{n} invented incidents at {len(bodies)} organisations.")


def _organisations(found: list[Event]) -> dict[str, Organisation]:
    made = {}
    for body in {event.body.slug: event.body for event in found}.values():
        one = Organisation(
            name=body.name, slug=body.slug, org_type=body.org_type, canton=body.canton
        )
        one.folded_names = one.fold_names()
        made[body.slug] = one
    Organisation.objects.bulk_create(made.values(), batch_size=BATCH)
    return {one.slug: one for one in Organisation.objects.all()}


def _incident(number: int, event: Event, bodies: dict[str, Organisation]) -> Incident:
    values: dict[str, Any] = {name: getattr(event, name) for name in CODED}
    titles = {
        f"title_{code}": text.format(n=number, name=event.body.name)
        for code, text in TITLES.items()
    }
    added = _moment(event)
    incident = Incident(
        number=number,
        slug=f"invented-{number}",
        status=Status.PUBLISHED,
        language="de",
        organisation=bodies[event.body.slug],
        org_type=event.body.org_type,
        canton=event.body.canton,
        search_text=fold(" ".join([*titles.values(), event.threat_actor])),
        added_at=added,
        updated_at=added,
        published_at=added,
        **titles,
        **values,
    )
    incident.set_date("disclosed", event.disclosed)
    incident.set_date("detected", event.detected)
    return incident


def _moment(event: Event) -> datetime:
    day = (event.disclosed or event.detected or PartialDate.parse("2020-06-15")).last
    day = min(day + timedelta(days=event.is_known_late), datetime.now(UTC).date())
    return datetime.combine(day, time(9), UTC)


def _articles(found: list[Event], saved: dict[int, Incident]) -> None:
    articles = [
        Article(
            url=f"https://news.example/{number}/{n}",
            outlet="Invented Gazette",
            language=language,
            title=f"Report {n} on incident {number}",
            state=ArticleState.LINKED,
        )
        for number, event in enumerate(found, 1)
        for n, language in enumerate(event.source_languages, 1)
    ]
    Article.objects.bulk_create(articles, batch_size=BATCH)
    of = dict(Article.objects.values_list("url", "pk"))
    Report.objects.bulk_create(
        [
            Report(incident=saved[number], article_id=of[f"https://news.example/{number}/{n}"])
            for number, event in enumerate(found, 1)
            for n, _language in enumerate(event.source_languages, 1)
        ],
        batch_size=BATCH,
    )
