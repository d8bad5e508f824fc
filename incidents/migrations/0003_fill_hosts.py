from urllib.parse import urlsplit

from django.db import migrations


def fill_hosts(apps, schema_editor):
    """Articles stored before hosts were get theirs, so that they wait in the right line."""
    Article = apps.get_model("incidents", "Article")
    unknown = Article.objects.filter(host="", url__startswith="http")
    for article in unknown.only("url").iterator():
        host = urlsplit(article.url).netloc.lower()[:255]
        Article.objects.filter(pk=article.pk).update(host=host)


class Migration(migrations.Migration):
    dependencies = [("incidents", "0002_hosts_versions_polls")]

    operations = [migrations.RunPython(fill_hosts, migrations.RunPython.noop, elidable=True)]
