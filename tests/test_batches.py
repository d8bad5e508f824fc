"""Articles in batches: few statements, nobody left out, nobody drawn into another's trouble."""

from datetime import timedelta

import pytest
from django.utils import timezone

from incidents import services
from incidents.ingest import pipeline
from incidents.ingest.extract.markup import Markup
from incidents.ingest.reader import Reader
from incidents.ingest.turns import OwnTurns
from incidents.models import Article, ArticleVersion
from incidents.records import Entry
from tests.news import PAGES

pytestmark = [pytest.mark.data, pytest.mark.django_db]
CAFETERIA = (PAGES / "cafeteria.html").read_text()
BIRKENAU = (PAGES / "birkenau.html").read_text()


@pytest.fixture
def enter(httpserver):
    """`enter(html, …)` puts pages on a site and into the ledger; returns the articles' ids."""

    def put(*pages):
        urls = []
        for n, html in enumerate(pages):
            httpserver.expect_request(f"/{n}").respond_with_data(html, content_type="text/html")
            urls.append(httpserver.url_for(f"/{n}"))
        return services.add_entries(None, [Entry(url) for url in urls])

    return put


def reader(gap=0.0):
    return Reader(OwnTurns(), gap=gap, timeout=3.0, allowed_networks=("127.0.0.1/32",))


def irrelevant(n):
    return CAFETERIA.replace("</article>", f"<p>Diese Meldung trägt die Nummer {n}.</p></article>")


def states():
    return list(Article.objects.order_by("pk").values_list("state", flat=True))


def test_a_batch_of_irrelevant_articles_costs_few_statements(enter, django_assert_max_num_queries):
    ids = enter(*map(irrelevant, range(12)))

    with django_assert_max_num_queries(14):
        work = pipeline.work_off(ids, reader())

    assert {one.outcome for one in work.outcomes} == {"irrelevant"}
    assert states() == ["irrelevant"] * 12
    article = Article.objects.select_related().first()
    assert (article.title, article.language) == ("Spital Birkenau eröffnet neue Cafeteria", "de")
    assert article.finished_at
    assert article.next_try_at is None
    assert article.starts == 0
    assert article.versions.get().coding["relevant"] is False


def test_relevant_articles_and_twins_in_a_batch_come_out_as_one_by_one(enter):
    ids = enter(irrelevant(1), BIRKENAU, irrelevant(1), irrelevant(2))

    work = pipeline.work_off(ids, reader())

    assert states() == ["irrelevant", "proposed", "irrelevant", "irrelevant"]
    assert sorted(one.outcome for one in work.outcomes) == [
        "duplicate", "irrelevant", "irrelevant", "proposed",
    ]  # fmt: skip
    assert Article.objects.exclude(copy_of=None).count() == 1


def test_original_pages_are_kept_of_reports_only(enter):
    pipeline.work_off(enter(irrelevant(1), BIRKENAU), reader())

    kept = {v.article.state: v.original() for v in ArticleVersion.objects.all()}
    assert kept == {"irrelevant": b"", "proposed": BIRKENAU.encode()}


def test_who_was_overtaken_writes_nothing_and_the_others_are_stored(enter, monkeypatch):
    ids = enter(*map(irrelevant, range(3)))
    shelve = services.shelve

    def overtaken(findings):
        until = timezone.now() + timedelta(hours=1)
        Article.objects.filter(pk=ids[1]).update(next_try_at=until)
        return shelve(findings)

    monkeypatch.setattr(services, "shelve", overtaken)
    work = pipeline.work_off(ids, reader())

    assert len(work.outcomes) == 2
    assert states() == ["irrelevant", "new", "irrelevant"]
    assert not ArticleVersion.objects.filter(article=ids[1]).exists()


def test_a_pause_of_the_host_lets_the_rest_of_a_batch_wait(enter):
    ids = enter(*map(irrelevant, range(3)))
    polite = reader(gap=0.5)
    polite.turns.keep_robots(Article.objects.first().url.rpartition("/")[0], "")

    work = pipeline.work_off(ids, polite)

    assert states() == ["irrelevant", "new", "new"]
    assert list(work.waiting) == ids[1:]
    (message,) = pipeline.messages_again(work)
    assert message.ids == ids[1:]
    assert 0.25 <= message.wait <= 0.5
    assert Article.objects.due(timezone.now()).count() == 2


def test_an_article_whose_worker_died_goes_alone(enter):
    ids = enter(*map(irrelevant, range(4)))
    Article.objects.filter(pk=ids[2]).update(starts=1)

    messages = [message.ids for message in pipeline.next_messages()]

    assert messages == [[ids[0], ids[1], ids[3]], [ids[2]]]


def test_a_page_that_breaks_the_coder_is_stored_before_the_second_try(enter, monkeypatch):
    ids = enter(irrelevant(1), irrelevant(2))
    real = pipeline.article.code

    def broken(page):
        if "Nummer 1" in page.text:
            raise RuntimeError("no")
        return real(page)

    monkeypatch.setattr(pipeline.article, "code", broken)
    pipeline.work_off(ids, reader())
    assert states() == ["new", "irrelevant"]

    Article.objects.update(next_try_at=None)
    pipeline.work_off(ids, reader())
    assert states() == ["fetched", "irrelevant"]
    assert Article.objects.get(pk=ids[0]).failure == "internal"


LOOSE = "<div><h3>{title}</h3><p>{text}</p></div>"  # nothing tells this story from a teaser


def test_a_story_is_told_from_the_rest_only_where_a_first_look_asks_for_it(enter, monkeypatch):
    read = []
    whole = Markup.read
    monkeypatch.setattr(Markup, "read", lambda self: read.append(self) or whole(self))
    text = "Das Freibad Musterwil öffnet am Samstag um neun Uhr, das Wasser hat zwanzig Grad. " * 3
    others = "".join(LOOSE.format(title=f"Freibad {n}", text=f"{n} {text}") for n in range(4))
    cafeteria, birkenau = (
        page.replace("</body>", others + "</body>") for page in (CAFETERIA, BIRKENAU)
    )

    pipeline.work_off(enter(cafeteria, birkenau), reader())

    assert states() == ["irrelevant", "proposed"]
    assert len(read) == 1
    texts = list(ArticleVersion.objects.order_by("article_id").values_list("text", flat=True))
    assert ["Freibad" in text for text in texts] == [True, False]
