from django.db import models
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from incidents.choices import Canton, OrgType
from incidents.text import fold_name


class OrganisationQuerySet(models.QuerySet):
    def called(self, *names: str):
        """Organisations that bear one of these names, case, accents and legal form aside."""
        same = models.Q(pk__in=[])
        for name in names:
            same |= models.Q(folded_names__contains=f"|{fold_name(name)}|")
        return self.filter(same)


class Organisation(models.Model):
    """A body in, or serving, Swiss healthcare."""

    name = models.CharField(_("name"), max_length=200)
    names = models.JSONField(
        _("name per language"), default=dict, blank=True, help_text=_('{"fr": "…", "it": "…"}')
    )
    aliases = models.JSONField(_("other names"), default=list, blank=True)
    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    org_type = models.CharField(_("type"), max_length=20, choices=OrgType, blank=True)
    canton = models.CharField(_("canton"), max_length=2, choices=Canton, blank=True)
    city = models.CharField(_("place"), max_length=100, blank=True)
    country = models.CharField(_("country"), max_length=2, default="CH")
    website = models.URLField(_("website"), blank=True)
    is_protected = models.BooleanField(
        _("protected"),
        default=False,
        help_text=_("A one-person practice: shown by type and canton, not by name"),
    )
    folded_names = models.TextField(editable=False, default="")
    history = HistoricalRecords(excluded_fields=["folded_names"])
    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def __str__(self):
        return self.name

    @property
    def public_name(self) -> str:
        """The name in the reader's language, or type and canton when the name is protected."""
        if self.is_protected:
            kind = self.get_org_type_display() or gettext("Organisation")
            place = self.get_canton_display()
            if not place:
                return str(kind)
            return gettext("%(kind)s, canton %(place)s") % {"kind": kind, "place": place}
        return self._translated or self.name

    @property
    def name_language(self) -> str:
        """What to mark the public name with: its language when that is known and not the reader's.

        A proper name is of no language; one that merely describes a body stands in `names`, too.
        """
        if self.is_protected or self._translated:
            return ""
        return next((code for code, name in self.names.items() if name == self.name), "")

    @property
    def _translated(self) -> str:
        return self.names.get(get_language() or "", "")

    def all_names(self) -> tuple[str, ...]:
        """Every name the body is known by, the main one first."""
        return tuple(dict.fromkeys([self.name, *self.names.values(), *self.aliases]))

    def fold_names(self) -> str:
        """What `called` searches: every name, folded, between bars."""
        return "".join(f"|{fold_name(name)}|" for name in self.all_names())
