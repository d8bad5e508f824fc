from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class RegisterManager(models.Manager["Register"]):
    def current(self):
        """The one row, made on first use."""
        return self.get_or_create(pk=1)[0]

    def lock(self):
        """Hold the register until the transaction ends: matching and proposing go one by one."""
        self.current()
        return self.select_for_update().get(pk=1)

    def bump(self) -> None:
        """A new register version: after every publish, correction or retraction."""
        self.current()
        self.update(version=models.F("version") + 1, changed_at=timezone.now())

    def next_number(self) -> int:
        """The next incident number. Numbers are never given twice."""
        self.current()
        self.update(last_number=models.F("last_number") + 1)  # holds the row until commit
        return self.get(pk=1).last_number

    def reserve(self, number: int) -> None:
        """Keep numbers up to this one from being given out."""
        self.current()
        self.filter(last_number__lt=number).update(last_number=number)


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
