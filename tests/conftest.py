import pytest
from django.conf import settings


@pytest.fixture(scope="session", autouse=True)
def plain_static_files():
    """Pages are tested without a collectstatic run before them."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
