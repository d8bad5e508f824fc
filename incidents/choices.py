"""The vocabulary: every code that the database, the URL, the API and the files share.

A code never changes its meaning. Definitions: docs/codebook.md.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OrgType(TextChoices):
    """Kind of the primary victim."""

    HOSPITAL = "hospital", _("Hospital")
    PRACTICE = "practice", _("Practice")
    TELEMEDICINE = "telemedicine", _("Telemedicine")
    CARE_HOME = "care_home", _("Care home")
    HOME_CARE = "home_care", _("Home care (Spitex)")
    LABORATORY = "laboratory", _("Laboratory")
    PHARMACY = "pharmacy", _("Pharmacy")
    INSURER = "insurer", _("Health insurer")
    AUTHORITY = "authority", _("Authority")
    HUMANITARIAN = "humanitarian", _("Humanitarian organisation")
    ASSOCIATION = "association", _("Association, foundation or register")
    IT_PROVIDER = "it_provider", _("IT provider")
    SOFTWARE_VENDOR = "software_vendor", _("Software vendor")
    PHARMA_MEDTECH = "pharma_medtech", _("Pharma and medtech")
    OTHER = "other", _("Other organisation")


class AttackType(TextChoices):
    """Kind of attack, in the order in which the first that fits wins."""

    RANSOMWARE = "ransomware", _("Ransomware")
    DATA_EXTORTION = "data_extortion", _("Data theft with extortion")
    SUPPLY_CHAIN = "supply_chain", _("Attack through a supplier")
    DATA_BREACH = "data_breach", _("Data breach")
    MALWARE = "malware", _("Malware")
    ACCOUNT_COMPROMISE = "account_compromise", _("Account compromise")
    PHISHING = "phishing", _("Phishing")
    DDOS = "ddos", _("Denial of service")
    DEFACEMENT = "defacement", _("Defacement")
    VULNERABILITY_EXPOSURE = "vulnerability_exposure", _("Exposed data or weakness")
    UNKNOWN = "unknown", _("Attack of unknown kind")


class Canton(TextChoices):
    """ISO 3166-2:CH without the prefix, in constitutional order."""

    ZH = "ZH", _("Zurich")
    BE = "BE", pgettext_lazy("canton", "Bern")
    LU = "LU", _("Lucerne")
    UR = "UR", _("Uri")
    SZ = "SZ", _("Schwyz")
    OW = "OW", _("Obwalden")
    NW = "NW", _("Nidwalden")
    GL = "GL", _("Glarus")
    ZG = "ZG", _("Zug")
    FR = "FR", _("Fribourg")
    SO = "SO", _("Solothurn")
    BS = "BS", _("Basel-Stadt")
    BL = "BL", _("Basel-Landschaft")
    SH = "SH", _("Schaffhausen")
    AR = "AR", _("Appenzell Ausserrhoden")
    AI = "AI", _("Appenzell Innerrhoden")
    SG = "SG", _("St. Gallen")
    GR = "GR", _("Graubünden")
    AG = "AG", _("Aargau")
    TG = "TG", _("Thurgau")
    TI = "TI", _("Ticino")
    VD = "VD", _("Vaud")
    VS = "VS", _("Valais")
    NE = "NE", _("Neuchâtel")
    GE = "GE", _("Geneva")
    JU = "JU", _("Jura")


class Answer(TextChoices):
    """Three values: not knowing is an answer."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("Not known")


class CareImpact(TextChoices):
    """What patients felt of it."""

    NONE = "none", _("No effect on care")
    DEGRADED = "degraded", _("Care degraded")
    OUTAGE = "outage", _("Care interrupted")
    UNKNOWN = "unknown", _("Not known")


class Certainty(TextChoices):
    """The verification ladder."""

    ATTACKER_CLAIM = "attacker_claim", _("Claimed by the attacker")
    MEDIA_REPORT = "media_report", _("Reported by media")
    CONFIRMED_BY_ORGANISATION = "confirmed_by_organisation", _("Confirmed by the organisation")
    CONFIRMED_BY_AUTHORITY = "confirmed_by_authority", _("Confirmed by an authority")
    DISPUTED = "disputed", _("Disputed")
    WITHDRAWN = "withdrawn", _("Withdrawn")

    @classmethod
    def counted(cls) -> list[str]:
        """The codes that counts include unless the reader asks for others."""
        return [c for c in cls.values if c not in {cls.ATTACKER_CLAIM, cls.WITHDRAWN}]


class Status(TextChoices):
    """Where an incident stands in curation; only `published` is public."""

    PROPOSED = "proposed", _("Proposed")
    IN_REVIEW = "in_review", _("In review")
    PUBLISHED = "published", _("Published")
    REJECTED = "rejected", _("Rejected")
    MERGED = "merged", _("Merged")
    RETRACTED = "retracted", _("Retracted")


class Role(TextChoices):
    """What an organisation was in an incident."""

    VICTIM = "victim", _("Victim")
    AFFECTED = "affected", _("Affected")
    SUPPLIER = "supplier", _("Supplier")


class Language(TextChoices):
    """The interface speaks the first four; sources may also be Romansh."""

    DE = "de", _("German")
    FR = "fr", _("French")
    IT = "it", _("Italian")
    EN = "en", _("English")
    RM = "rm", _("Romansh")


class SourceKind(TextChoices):
    FEED = "feed", _("Feed")
    SITEMAP = "sitemap", _("News sitemap")
    LISTING = "listing", _("HTML listing")


class ArticleState(TextChoices):
    """new → fetched → coded → irrelevant | proposed | linked, or failed."""

    NEW = "new", _("New")
    FETCHED = "fetched", _("Fetched")
    CODED = "coded", _("Coded")
    IRRELEVANT = "irrelevant", _("Irrelevant")
    PROPOSED = "proposed", _("Proposed")
    LINKED = "linked", _("Linked")
    FAILED = "failed", _("Failed")


class Method(TextChoices):
    """How a value was read."""

    RULE = "rule", _("Rule")
    MODEL = "model", _("Model")
    CURATOR = "curator", _("Curator")


class ClaimState(TextChoices):
    PROPOSED = "proposed", _("Proposed")
    ACCEPTED = "accepted", _("Accepted")
    EDITED = "edited", _("Edited")
    REJECTED = "rejected", _("Rejected")


class Field(TextChoices):
    """Fields of an incident that a claim can support."""

    ORGANISATION = "organisation", _("Organisation")
    ORG_TYPE = "org_type", _("Organisation type")
    CANTON = "canton", _("Canton")
    OCCURRED = "occurred", _("Happened")
    DETECTED = "detected", _("Detected")
    DISCLOSED = "disclosed", _("Made public")
    RECOVERED = "recovered", _("Recovered")
    ATTACK_TYPE = "attack_type", _("Kind of attack")
    THREAT_ACTOR = "threat_actor", _("Attacker")
    DATA_STOLEN = "data_stolen", _("Data stolen")
    RECORDS_AFFECTED = "records_affected", _("Records affected")
    PATIENT_CARE_IMPACT = "patient_care_impact", _("Effect on care")
    RANSOM_DEMANDED = "ransom_demanded", _("Ransom demanded")
    RANSOM_PAID = "ransom_paid", _("Ransom paid")
    CERTAINTY = "certainty", _("Certainty")
    SUMMARY = "summary", _("Summary")
    SWISS_LINK = "swiss_link", _("Swiss link")
    OUTCOME = "outcome", _("Outcome")
