"""Rules that the ledger keeps by itself, on either database."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from incidents.models import Article, Incident, Register, Source
from incidents.records import PartialDate
from tests.factories import ArticleFactory, IncidentFactory, SourceFactory

pytestmark = [pytest.mark.data, pytest.mark.django_db]


def test_incident_numbers_are_never_given_twice():
    Register.objects.reserve(41)

    assert [Register.objects.next_number() for _ in range(2)] == [42, 43]
    Register.objects.reserve(7)
    assert Register.objects.next_number() == 44


def test_search_needs_every_token_and_ignores_case_and_accents():
    incident = IncidentFactory(organisation__name="Hôpital du Vallon")
    IncidentFactory(organisation__name="Hôpital de la Plaine")

    assert list(Incident.objects.search("VALLON hopital")) == [incident]


def test_partial_dates_survive_the_database_as_precise_as_they_were():
    incident = IncidentFactory()
    incident.set_date("detected", PartialDate.parse("2023-02"))
    incident.save()

    incident.refresh_from_db()

    assert str(incident.date("detected")) == "2023-02"


def test_a_date_that_ends_before_it_begins_is_refused():
    with pytest.raises(IntegrityError), transaction.atomic():
        IncidentFactory(detected_from="2024-02-02", detected_to="2024-02-01")


def test_a_due_source_is_claimed_once():
    source, now = SourceFactory(), timezone.now()

    claims = [Source.objects.claim(source.pk, now, timedelta(hours=1)) for _ in range(2)]

    assert claims == [True, False]


def test_an_unfinished_article_is_claimed_once_and_again_when_its_lease_is_over():
    article, now = ArticleFactory(state="new"), timezone.now()
    lease = timedelta(minutes=5)

    assert Article.objects.claim([article.pk], now, lease) == [article]
    assert Article.objects.claim([article.pk], now, lease) == []
    assert Article.objects.claim([article.pk], now + lease, lease) == [article]


def test_a_finished_article_is_never_claimed():
    article = ArticleFactory(state="irrelevant")

    assert Article.objects.claim([article.pk], timezone.now(), timedelta(minutes=5)) == []
