"""Groups that charts are drawn in: few enough to tell apart. Every code is in exactly one."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from incidents.choices import AttackType as A
from incidents.choices import OrgType as O


@dataclass(frozen=True, slots=True)
class Group:
    code: str  # also the CSS token --c-<code>
    label: Promise | str
    members: tuple[str, ...]


ATTACK_GROUPS = (
    Group("ransomware", _("Ransomware"), (A.RANSOMWARE,)),
    Group("data_breach", _("Data theft"), (A.DATA_BREACH, A.DATA_EXTORTION)),
    Group("exposure", _("Exposed data or weakness"), (A.VULNERABILITY_EXPOSURE,)),
    Group("account", _("Account or phishing"), (A.ACCOUNT_COMPROMISE, A.PHISHING)),
    Group("malware", _("Malware"), (A.MALWARE,)),
    Group("other", _("Other kind"), (A.SUPPLY_CHAIN, A.DDOS, A.DEFACEMENT)),
    Group("unknown", _("Kind not known"), (A.UNKNOWN,)),
)
ORG_GROUPS = (
    Group("hospitals", _("Hospitals"), (O.HOSPITAL,)),
    Group("practices", _("Practices, telemedicine"), (O.PRACTICE, O.TELEMEDICINE)),
    Group("homes", _("Care homes, Spitex"), (O.CARE_HOME, O.HOME_CARE)),
    Group("laboratories", _("Laboratories, pharmacies"), (O.LABORATORY, O.PHARMACY)),
    Group("insurers", _("Insurers, authorities"), (O.INSURER, O.AUTHORITY)),
    Group(
        "suppliers", _("Suppliers, industry"), (O.IT_PROVIDER, O.SOFTWARE_VENDOR, O.PHARMA_MEDTECH)
    ),
    Group("others", _("Associations, others"), (O.ASSOCIATION, O.HUMANITARIAN, O.OTHER)),
)
ATTACK_GROUP_OF = {code: group for group in ATTACK_GROUPS for code in group.members}
LANE_OF = {code: lane for lane, group in enumerate(ORG_GROUPS) for code in group.members}
