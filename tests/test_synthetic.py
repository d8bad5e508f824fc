"""Invented registers: repeatable, plausible, and never mixed with a real one."""

import pytest
from django.core.management import CommandError, call_command

from incidents.filters import read
from incidents.models import Incident, Register
from incidents.synthetic import events
from tests.factories import IncidentFactory


def test_the_same_seed_gives_the_same_incidents():
    assert list(events(20, 7)) == list(events(20, 7)) != list(events(20, 8))


@pytest.mark.django_db
def test_an_empty_database_is_filled_with_published_incidents():
    call_command("make_synthetic", "40", "--seed", "3")

    assert Incident.objects.published().count() == Incident.history.count() == 40
    assert Register.objects.current().version == 1
    assert Register.objects.current().last_number == 40
    assert 0 < read("").incidents.count() <= 40
    assert Incident.objects.filter(reports__isnull=True).count() == 0


@pytest.mark.django_db
def test_a_register_is_never_mixed_with_invented_incidents():
    IncidentFactory()

    with pytest.raises(CommandError, match="holds a register"):
        call_command("make_synthetic", "5")
    assert Incident.objects.count() == 1
