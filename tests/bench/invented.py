"""The toy catalogue, grown to any number of invented records: the same seed, the same bytes."""

import datetime as dt
import random
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from scipy.special import betaincinv

from generator.cgt.tables import SCHEMA
from generator.engine.tables import Row, csv_text, read_table

Cells = dict[str, str]
Added = Iterator[tuple[str, Cells]]  # rows, each with its table

FIRST, LAST = dt.date(2009, 1, 5), dt.date(2020, 6, 1)  # within the edition of the toy
MODALITIES = 8
SUBJECTS = 4
PROSE = """and so they say that every toy which was put away in time had been counted by two players
who had never seen it before as the invented plan of the trial asks"""


def grow(toy: Path, data: Path, records: int, seed: int = 1) -> None:
    """Write into `data` a copy of the toy catalogue with that many guidelines and products.

    Half are guidelines, half products with 1 to 3 approvals. Kinds of therapy and subjects stay as
    few as in a real catalogue; types, diseases, holders and sources grow with the records.
    """
    shutil.copytree(toy, data)
    rows = {name: read_table(table, toy)[0] for name, table in SCHEMA.tables.items()}
    new = records - len(rows["guidelines"]) - len(rows["products"])
    if new < 0:
        raise ValueError(f"the toy catalogue itself has more than {records} records")
    chance = random.Random(seed)
    words = Words(products=new // 2)
    added = [*words.rows()]
    for i in range(1, new // 2 + 1):
        added += product(i, words, chance)
    for i in range(1, new - new // 2 + 1):
        added += guideline(i, words, chance)
    for table, cells in added:
        rows[table].append(Row("", cells))
    for name, table in SCHEMA.tables.items():
        (data / f"{name}.csv").write_text(csv_text(table, rows[name]), encoding="utf-8")
    for i in range(1, new // 2 + 1, 5):
        note = f"Toycel {i} is *invented*. {prose(chance, 60)}\n\n- {prose(chance, 8)}\n"
        (data / f"notes/toycel-{i}.md").write_text(note, encoding="utf-8")


class Words:
    """How many words and other records there are for that many products to refer to."""

    def __init__(self, products: int) -> None:
        self.types = max(6, products // 30)
        self.diseases = max(6, products // 20)
        self.holders = max(1, products // 4)
        self.sources = max(3, products // 5)

    def rows(self) -> Added:
        """The rows that say so."""
        for i in range(1, MODALITIES + 1):
            wider = "toy-cells" if i % 2 else "toy-genes"
            yield _term("modality", f"toy-kind-{i}", 10 + i, f"Toy kind {i}", wider)
        for i in range(3, SUBJECTS + 1):
            yield _term("subject", f"aspect-{i}", 10 + i, f"Aspect {i}", "")
        for i in range(1, self.types + 1):
            label, kind = f"Toy type {i}", f"toy-kind-{i % MODALITIES + 1}"
            yield _term("type", f"toy-type-{i}", 10 + i, label, kind)
        for i in range(1, self.diseases + 1):
            yield _term("disease", f"toy-disease-{i}", 10 + i, f"disease of play {i}", "")
        yield _term("time-point", "month-6", 12, "month 6", "")
        for i in range(1, self.holders + 1):
            yield "holders", {"id": f"toy-maker-{i}", "name": f"Exampletoys {i}", **_from(2, 3 * i)}
        for i in range(1, self.sources + 1):
            yield "sources", {
                "id": f"toy-note-{i}", "kind": "notice", "title": f"Invented notice {i}",
                "publisher": "Toy Office (玩具局)", "published": "2019-01-02",
                "identifier": f"invented {i}", "url": f"https://example.org/notices/{i}",
                "copies": "",
            }  # fmt: skip


def product(i: int, words: Words, chance: random.Random) -> Added:
    """The rows of one product: its approvals with their trials and results, and what is said."""
    id, holder, source = f"toycel-{i}", (i - 1) % words.holders + 1, chance.randint(1, 3)
    type = (i - 1) % words.types + 1
    yield "products", {
        "id": id, "name": f"Toycel {i}", "type": f"toy-type-{type}",
        "holder_id": f"toy-maker-{holder}", **_from(2, 3 * i),
    }  # fmt: skip
    yield (
        "scopes",
        {
            "record_id": id,
            "modality": f"toy-kind-{type % MODALITIES + 1}",
            "basis": f"type: Toy type {type}",
        },
    )
    for name, value, lang in (
        ("name-zh", f"玩具{i}仑赛注射液", "zh-Hans"),
        ("brand-en", f"Toycelia {i}", "en"),
    ):
        yield _statement(id, name, value, lang, f"toy-note-{source}")
    if i % 3 == 0:
        yield _remark(id, "name", "context", f"{prose(chance, 30)}.", f"toy-note-{source}")
    days = sorted(chance.sample(range((LAST - FIRST).days), chance.randint(1, 3)))
    for row, day in enumerate(days, 3 * i):
        yield from approval(i, FIRST + dt.timedelta(day), row, words, chance)


def approval(i: int, day: dt.date, row: int, words: Words, chance: random.Random) -> Added:
    """The rows of one approval: two response rates, and a time that is not known."""
    id = f"toycel-{i}-{day}"
    disease, subjects = chance.randint(1, words.diseases), chance.randint(20, 120)
    trial = f"toy-{i}-{day:%Y%m%d}"
    printed = []
    for position, month in ((1, 3), (2, 6)):
        count = chance.randint(subjects // 3, subjects - 2)
        shares = (count / subjects, *interval(count, subjects))
        value, lower, upper = (f"{100 * share:.1f}" for share in shares)
        printed.append(f"TRR at {month} month {value} ({lower}, {upper})")
        yield _endpoint(id, position, "trr", f"month-{month}", value, lower, upper, printed[-1])
    printed.append("mTT NA")
    none = "not-reported"
    yield _endpoint(id, 3, "mtt", "not-applicable", "NA", none, none, "mTT NA")
    said = "Toy Table 2 prints NA and does not say what it means."
    yield _remark(f"{id}-mtt", "value", "ambiguous", said, "toy-supplement")
    yield "trials", {"id": trial, "code": trial.upper(), **_from(2, row)}
    yield _statement(trial, "registry-id", f"NCT0000{i:04}", "und", "toy-note-1")
    yield "approvals", {
        "id": id, "product_id": f"toycel-{i}", "approved": f"{day}",
        "date_printed": f"{day.year}/{day.month}/{day.day}",
        "indication": f"Adults with an invented disease of play {disease}, {prose(chance, 20)}",
        "disease": f"toy-disease-{disease}", "conditional": chance.choice(("yes", "no")),
        "trial_id": trial, "trial": f"{trial.upper()} part A", "subjects": f"{subjects}",
        "efficacy": " ".join(printed), **_from(2, row),
    }  # fmt: skip


@cache
def interval(k: int, n: int) -> tuple[float, float]:
    """The exact 95% interval of k out of n, neither of which is all or nothing."""
    return betaincinv(k, n - k + 1, 0.025), betaincinv(k + 1, n - k, 0.975)


def guideline(i: int, words: Words, chance: random.Random) -> Added:
    """The rows of one guideline: of most only the year is known."""
    id, year = f"toy-guideline-{i}", chance.randint(FIRST.year, 2019)
    kind = f"toy-kind-{i}" if i <= MODALITIES else f"toy-kind-{chance.randint(1, MODALITIES)}"
    trial = " (Trial)" * chance.randint(0, 1)
    yield "guidelines", {
        "id": id, "subject": ("making", "testing", "aspect-3", "aspect-4")[i % SUBJECTS],
        "year": f"{year}", **_from(1, i),
        "title": f"Invented Guideline {i} for the Making of Toys which {prose(chance, 6)}{trial}",
    }  # fmt: skip
    yield "scopes", {"record_id": id, "modality": kind, "basis": "title: Toys"}
    source = f"toy-note-{chance.randint(1, words.sources)}"
    if i % 2:
        yield _statement(id, "title-zh", f"《玩具{i}技术指导原则》", "zh-Hans", source)
    if i % 4 == 0:
        day = dt.date(year, 1, 1) + dt.timedelta(chance.randint(0, 360))
        yield _statement(id, "issued", f"{day}", "und", "toy-article")


def prose(chance: random.Random, count: int) -> str:
    """Some words."""
    return " ".join(chance.choices(PROSE.split(), k=count))


def _from(table: int, row: int) -> Cells:
    return {
        "source_id": "toy-supplement",
        "source_table": f"Toy Table {table}",
        "source_row": f"{row + 10}",
    }


def _term(list: str, id: str, position: int, label: str, broader: str) -> tuple[str, Cells]:
    cells = {"list": list, "id": id, "position": f"{position}", "label": label}
    return "terms", {**cells, "broader": broader, "meaning": f"An invented {list}."}


def _statement(
    subject: str, property: str, value: str, lang: str, source: str
) -> tuple[str, Cells]:
    return "statements", {
        "subject": subject, "property": property, "value": value, "lang": lang,
        "source_id": source, "corroborated_by": "", "confidence": "one-good-source",
    }  # fmt: skip


def _remark(subject: str, column: str, kind: str, text: str, source: str) -> tuple[str, Cells]:
    return "remarks", {
        "id": f"{subject}-{kind}", "subject": subject, "column": column, "kind": kind,
        "text": text, "source_id": source,
    }  # fmt: skip


def _endpoint(
    approval: str, position: int, measure: str, time: str, value: str, lower: str, upper: str,
    printed: str,
) -> tuple[str, Cells]:  # fmt: skip
    rate = measure == "trr"
    return "endpoints", {
        "id": f"{approval}-{measure}" + f"-{time}" * rate, "approval_id": approval,
        "position": f"{position}", "measure": measure, "time_point": time, "value": value,
        "unit": "percent" if rate else "not-reported", "lower": lower, "upper": upper,
        "interval": "95%" if rate else "not-reported", "printed": printed,
    }  # fmt: skip
