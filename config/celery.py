"""The Celery application. What it runs is in incidents/tasks.py, when in settings."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
app = Celery("anamnesis")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
