from typing import TYPE_CHECKING

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    Manager = models.Manager["Register"]
else:
    Manager = models.Manager


class RegisterManager(Manager):
    def current(self) -> "Register":
        """The one row, for readers; a blank one before the first incident."""
        return self.filter(pk=1).first() or Register(pk=1)

    def lock(self) -> "Register":
        """Hold the register until the transaction ends: matching and proposing go one by one."""
        self.get_or_create(pk=1)
        return self.select_for_update().get(pk=1)

    @transaction.atomic
    def bump(self) -> None:
        """A new register version: after every publish, correction or retraction."""
        self.lock()
        self.update(version=models.F("version") + 1, changed_at=timezone.now())

    @transaction.atomic
    def next_number(self) -> int:
        """The next incident number. Numbers are never given twice."""
        number = self.lock().last_number + 1
        self.update(last_number=number)
        return number

    @transaction.atomic
    def reserve(self, number: int) -> None:
        """Keep numbers up to this one from being given out."""
        if self.lock().last_number < number:
            self.update(last_number=number)


class Register(models.Model):
    """The counters of the register: its version and the last incident number given."""

    version = models.PositiveIntegerField(_("version"), default=0)
    last_number = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)

    objects = RegisterManager()

    class Meta:
        verbose_name = _("register version")
        verbose_name_plural = _("register version")

    def __str__(self):
        return str(self.version)
