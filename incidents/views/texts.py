from django.shortcuts import render
from django.views.decorators.http import require_safe

from incidents.choices import AttackType, Certainty
from incidents.selectors.groups import ATTACK_GROUPS


@require_safe
def methodology(request):
    """What counts, how it is coded, and what the numbers cannot say."""
    groups = [
        (group.label, [AttackType(code).label for code in group.members]) for group in ATTACK_GROUPS
    ]
    context = {"certainties": Certainty.choices, "attack_groups": groups}
    return render(request, "incidents/methodology.html", context)
