"""Articles told again, so that the coder learns more than the one way in which each was written:
by their beginnings, of bodies on our list, and among the other news of a long page."""

from collections import defaultdict
from collections.abc import Iterator

from incidents.coding import gazetteer
from incidents.coding.training.lessons import Article, dice_of, telling_words

LATEST = 6  # sentences of a beginning
SHORTENED = 2  # of so many articles one is told again by its beginning
RENAMED = 2  # of so many incidents one is told again of a body on our list
SURROUNDED = 4  # of so many articles one is told again among other news
EVIDENT = ("attack_type", "data_stolen", "patient_care_impact")
LENGTHS = (800, 1600, 3200, 6400)  # characters of the other news
ORDINARY = "d"  # kind of the stories that other news are taken from


def retold(articles: list[Article]) -> Iterator[Article]:
    """Each article in all the ways in which it can be told again, as often as it is its turn."""
    others = other_news(articles)
    for article in articles:
        told = [beginning(article), renamed(article)]
        if dice_of(article.row["id"]) // 13 % SURROUNDED == 0:
            told.append(among(article, others[article.row["language"]], 1))
        yield from filter(None, told)


def other_news(articles: list[Article]) -> dict[str, list[Article]]:
    """The stories of ordinary news for each language."""
    found: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        if article.row["kind"] == ORDINARY:
            found[article.row["language"]].append(article)
    return found


def beginning(article: Article) -> Article | None:
    """Title and one to three sentences, as agencies tell it; with what these already show.

    An incident is told up to where it is clear what happened; none where that comes late or
    evidence is not noted.
    """
    row, seen = article.row, article.view.seen
    dice = dice_of(row["id"])
    if dice // 11 % SHORTENED:
        return None
    length = 2 + dice % 3
    if row["relevant"]:
        clear = [i for i, s in enumerate(seen) if article.shows("attack_type", s)]
        length = max(length, clear[0] + 1) if clear else len(seen)
    if not row["all_bodies"] or length > min(LATEST, len(seen) - 1):
        return None
    text = article.text[: seen[length - 1].end]
    shown = {name: any(article.shows(name, s) for s in seen[:length]) for name in EVIDENT}
    told = {name: row[name] if is_shown else None for name, is_shown in shown.items()}
    first = row["primary_organisation"]
    told["primary_organisation"] = first if first and first in text else None
    return Article(row | told | {"id": f"{row['id']}, the beginning"}, text)


def renamed(article: Article) -> Article | None:
    """The same told of a body on our list, one in RENAMED incidents; else none.

    Our own stories let only invented bodies be hit and name real ones beside them. Whoever
    learned from these alone would take a name on the list for a sign against an incident.
    """
    row, name = article.row, article.row["primary_organisation"]
    dice = dice_of(row["id"]) // 7
    known = [b.name for b in gazetteer.bodies() if b.org_type == row["org_type"]]
    if not (row["all_bodies"] and row["relevant"] and known) or dice % RENAMED:
        return None
    other = known[dice // RENAMED % len(known)]
    text = article.text.replace(name, other)
    if any(word in text for word in telling_words(name)):
        return None  # it is named in other forms, too
    bodies = [b | {"name": b["name"].replace(name, other)} for b in row["bodies"]]
    evidence = [[field, quote.replace(name, other)] for field, quote in row["evidence"]]
    told = {"primary_organisation": other, "bodies": bodies, "evidence": evidence}
    return Article(row | told | {"id": f"{row['id']}, renamed"}, text)


def among(article: Article, others: list[Article], time: int) -> Article | None:
    """The same with other news behind it or, one time in four, between its paragraphs; none
    without any. `time` tells several tellings of one article apart.

    Pages are longer than our articles, and much on them is about something else; whoever learned
    from short stories alone would take every everyday word for a sign against an incident.
    """
    dice = dice_of(f"{article.row['id']} {time}")
    length, more = LENGTHS[dice % len(LENGTHS)], ""
    while others and len(more) < length:
        dice = dice_of(str(dice))
        _, _, story = others[dice % len(others)].text.partition("\n\n")
        more += "\n\n" + story[: length - len(more) + 200].strip()
    if not more:
        return None
    own = article.text.rstrip("\n").split("\n\n")
    after = len(own) if dice // 5 % 4 or len(own) < 3 else 2 + dice // 3 % (len(own) - 2)
    text = "\n\n".join(own[:after]) + more + "".join(f"\n\n{part}" for part in own[after:])
    return Article(article.row | {"id": f"{article.row['id']}, among others {time}"}, text)
