"""Organisations: found by any of their names, made when nobody has the name."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from incidents.models import Organisation, Register
from incidents.records import Mention
from incidents.services.values import refresh_search
from incidents.text import fold


def save_organisation(mention: Mention, names: Mapping[str, str] | None = None) -> Organisation:
    """The organisation of this name; made from the mention when none is on file.

    `names` are its names per language, when the register tells them. What is on file is never
    overwritten by what an article or the register says, only blanks are filled.
    """
    names = names or {}
    found = Organisation.objects.called(mention.name, *mention.aliases).order_by("pk").first()
    if found is None:
        return write_organisation(
            Organisation(slug=free_slug(mention.name)),
            name=mention.name[:200],
            names=dict(names),
            org_type=mention.org_type,
            canton=mention.canton,
            city=mention.city[:100],
            country=mention.country or "CH",
            aliases=list(mention.aliases),
        )
    blanks: dict[str, Any] = {
        name: getattr(mention, name)
        for name in ("org_type", "canton", "city")
        if getattr(mention, name) and not getattr(found, name)
    }
    if names.keys() - found.names.keys():
        blanks["names"] = {**names, **found.names}
    return write_organisation(found, **blanks) if blanks else found


def write_organisation(organisation: Organisation, **values: Any) -> Organisation:
    """Set fields and save, keeping the folded names in step."""
    for name, value in values.items():
        setattr(organisation, name, value)
    organisation.folded_names = organisation.fold_names()
    organisation.save()
    return organisation


@transaction.atomic
def correct_organisation(organisation: Organisation) -> None:
    """Save what a curator changed; readers of its incidents get a new register version."""
    write_organisation(organisation)
    for incident in organisation.incidents.all():
        refresh_search(incident)
    Register.objects.bump()


def free_slug(name: str) -> str:
    """A slug for a name that no organisation has yet."""
    base = slugify(fold(name))[:110] or "organisation"
    taken = set(Organisation.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    candidates = (base if n == 1 else f"{base}-{n}" for n in range(1, len(taken) + 2))
    return next(slug for slug in candidates if slug not in taken)
