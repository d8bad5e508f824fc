"""One factory per model; a trait for each state, so that tests name only what matters."""

from datetime import UTC, date, datetime, timedelta

import factory
from factory.django import DjangoModelFactory

from incidents.choices import (
    ArticleState,
    AttackType,
    Certainty,
    ClaimState,
    OrgType,
    Status,
)
from incidents.text import fold


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = "incidents.Organisation"

    name = factory.Sequence("Spital Musterwil {}".format)
    slug = factory.Sequence("spital-musterwil-{}".format)
    org_type = OrgType.HOSPITAL
    canton = "BE"


class SourceFactory(DjangoModelFactory):
    class Meta:
        model = "incidents.Source"

    name = factory.Sequence("Feed {}".format)
    slug = factory.Sequence("feed-{}".format)
    url = factory.Sequence("https://news.example/feed-{}.xml".format)
    next_poll_at = datetime(2024, 1, 1, tzinfo=UTC)
    interval = timedelta(hours=1)


class ArticleFactory(DjangoModelFactory):
    class Meta:
        model = "incidents.Article"

    url = factory.Sequence("https://news.example/article-{}".format)
    title = factory.Sequence("Article {}".format)
    outlet = "Musterblatt"
    language = "de"
    state = ArticleState.LINKED


class ArticleVersionFactory(DjangoModelFactory):
    class Meta:
        model = "incidents.ArticleVersion"

    article = factory.SubFactory(ArticleFactory)
    text = "Title\n\nText."
    content_hash = factory.Sequence("{:064d}".format)
    fetched_at = datetime(2024, 1, 1, tzinfo=UTC)


class IncidentFactory(DjangoModelFactory):
    """A published hospital incident of a known day, with one accepted claim per coded value."""

    class Meta:
        model = "incidents.Incident"
        skip_postgeneration_save = True

    class Params:
        proposed = factory.Trait(status=Status.PROPOSED, published_at=None)
        disclosed_on = date(2023, 5, 17)

    number = factory.Sequence(lambda n: n + 1)
    organisation = factory.SubFactory(OrganisationFactory)
    title_en = factory.LazyAttribute(lambda o: f"Attack on {o.organisation.name}")
    title_de = factory.LazyAttribute(lambda o: f"Angriff auf {o.organisation.name}")
    slug = factory.Sequence("attack-{}".format)
    status = Status.PUBLISHED
    published_at = datetime(2024, 1, 1, tzinfo=UTC)
    org_type = factory.SelfAttribute("organisation.org_type")
    canton = factory.SelfAttribute("organisation.canton")
    attack_type = AttackType.RANSOMWARE
    certainty = Certainty.CONFIRMED_BY_ORGANISATION
    disclosed_from = factory.SelfAttribute("disclosed_on")
    disclosed_to = factory.SelfAttribute("disclosed_on")
    search_text = factory.LazyAttribute(
        lambda o: fold(f"{o.title_en} {o.title_de} {o.organisation.name}")
    )

    @factory.post_generation
    def involved(incident, create, extracted, **_):
        if create:
            incident.involvements.create(organisation=incident.organisation)


class ClaimFactory(DjangoModelFactory):
    class Meta:
        model = "incidents.Claim"

    incident = factory.SubFactory(IncidentFactory)
    article = factory.SubFactory(ArticleFactory)
    field = "attack_type"
    value = AttackType.RANSOMWARE
    quote = "Die Systeme wurden verschlüsselt."
    state = ClaimState.ACCEPTED
