"""One spelling for each web address, so that an article is stored once."""

import re
from typing import Final
from urllib.parse import quote, urlsplit, urlunsplit

_TRACKING: Final = re.compile(
    r"(utm_|pk_|piwik_|mtm_|matomo_|mc_|hsa_|at_|wt_|wt\.|_hs|ga_)\w*"
    r"|fbclid|gclid|gclsrc|dclid|wbraid|gbraid|msclkid|yclid|twclid|ttclid|igshid|igsh|li_fat_id"
    r"|xtor|ns_\w+|cmpid|campaign_?id|_ga|_gl|ref_src|ref_url|smid|sr_share|rss|source=rss|partner"
    r"|amp|outputtype=amp|mktg_id|trk|trkcampaign|spm|ocid|cid=rss\w*|__twitter_impression",
    re.IGNORECASE,
)
_TWIN = re.compile(r"(?<=[^/])/amp/?$", re.IGNORECASE)
_PORTS: Final = {"http": 80, "https": 443}
_ALLOWED: Final = "%/:=&?~+!$,;'@()*[]"


def canonical_url(url: str) -> str:
    """The address without what does not change the page: fragment, tracking, default port, AMP.

    Host in lower case, remaining parameters sorted. Raises ValueError unless it is http(s).
    """
    parts = urlsplit(url.strip())
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ValueError(f"{url!r} is not an http or https address")
    host = _ascii(parts.hostname)
    host = f"[{host}]" if ":" in host else host
    if parts.port and parts.port != _PORTS[parts.scheme]:
        host = f"{host}:{parts.port}"
    pairs = [pair for pair in parts.query.split("&") if pair and not _is_tracking(pair)]
    path = quote(_TWIN.sub("", parts.path) or "/", safe=_ALLOWED)
    return urlunsplit((parts.scheme, host, path, quote("&".join(sorted(pairs)), _ALLOWED), ""))


def tidy_url(url: str) -> str:
    """The canonical address, or the text as it is when it is none."""
    try:
        return canonical_url(url)
    except ValueError:
        return url


def is_same_site(one: str, other: str) -> bool:
    """Whether one host is the other, or a part of it, apart from `www.` and its like."""
    first, second = _site(one), _site(other)
    within = first.endswith(f".{second}") or second.endswith(f".{first}")
    return bool(first and second) and (first == second or within)


def _is_tracking(pair: str) -> bool:
    name = pair.partition("=")[0]
    return bool(_TRACKING.fullmatch(name) or _TRACKING.fullmatch(pair))


def _ascii(host: str) -> str:
    try:
        return host.lower().encode("idna").decode("ascii")
    except UnicodeError:
        raise ValueError(f"{host!r} is not a host name") from None


def _site(url: str) -> str:
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return re.sub(r"^(?:www\d?|m|mobile|amp)\.", "", host)
