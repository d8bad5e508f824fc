"""Every public address on one screen."""

from django.urls import path  # noqa: F401

urlpatterns = []
