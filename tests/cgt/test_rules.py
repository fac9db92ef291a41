"""Every rule, by one mistake each: table, old text, new text, the message then."""

import inspect
import shutil
import sys
from pathlib import Path

import msgspec
import pytest

from generator.__main__ import main
from generator.cgt import rules
from generator.cgt.rules import RULES
from generator.cgt.tables import SCHEMA, CgtSettings
from generator.engine import edition_rules
from generator.engine import rules as general
from generator.engine.editions import frozen_bytes, read_editions, sealed
from generator.engine.problems import DataProblems
from generator.engine.reading import read_data
from generator.engine.rules import Rule
from tests.conftest import TOY, add, edit, load, next_edition, problems, spoil

MISTAKES = [
    # official documents
    ("statements", "Notice 2019 No. 7,en,toy-notice-site", "Notice 2019 No. 7,en,toy-notice-7",
     "official-text, but source 'toy-notice-7' is no notice with an address"),
    # words and names
    ("products", "Toygene,", "ＴＯＹＣＥＬ Injection,",
     "data/products.csv:3: name 'ＴＯＹＣＥＬ Injection' is there already at data/products.csv:2, "
     "differing only in case, width or Unicode form"),
    ("approvals", "toygene,2020", "toygen,2020",
     "data/approvals.csv:4: product_id 'toygen' is not in products.csv (did you mean 'toygene'?)"),
    ("remarks", "toycel-2019-02-03-mtt,value", "toycel-2019-02-03-mtt,vale",
     "column 'vale' is neither a column of endpoints.csv nor a property (did you mean 'value'?)"),
    ("terms", "https://example.org/register/{}?from", "http://example.org/register/{}?from",
     "not an address like https://example.org/{} with {} in the place of the value"),
    ("terms", "type,toy-genes,2,Toy genes,toy-genes", "type,toy-genes,2,Toy genes,",
     "broader is empty: a type names its modality"),
    ("terms", "subject,making,1,Making,", "subject,making,1,Making,testing",
     "broader is 'testing': terms of 'subject' have no wider one"),
    ("terms", "modality,toy-cells,1,Toy cells,", "modality,toy-cells,1,Toy cells,soft-toy-cells",
     "broader 'soft-toy-cells' leads back to this term"),
    ("terms", "missing,not-applicable,", "missing,not-aplicable,",
     "data/terms.csv: the list 'missing' must have the word 'not-applicable'"),
    ("statements", "toy-cells-making,title-zh,《玩具细胞制造技术指导原则（试行）》", "toy-cells-making,title-zh,Toys",
     "value 'Toys' has no Chinese, but lang is zh-Hans"),
    ("exclusions", "toyball,", "under-review,",
     "id 'under-review' is what a page calls a part of its own; take another"),
    ("endpoints", "toycel-2019-02-03-mtt,", "toycel-2019-02-03-subjects,",
     "id 'toycel-2019-02-03-subjects' is what a page calls a part of its own; take another"),
    ("terms", "conclusion,permitted", "conclusoin,permitted",
     "list 'conclusoin' is none that the catalogue has (did you mean 'conclusion'?)"),
    # dates
    ("approvals", "2020/4/5", "4/5/2020",
     "data/approvals.csv:4: date_printed is '4/5/2020', not a date like 2021/6/22"),
    ("approvals", "toygene-2020-04-05,toygene,2020-04-05,2020/4/5",
     "toygene-2020-07-01,toygene,2020-07-01,2020/7/1",
     "data/approvals.csv:4: approved 2020-07-01 is after as_of 2020-06-30"),
    ("guidelines", ",2020,", ",2021,",
     "data/guidelines.csv:3: year 2021 is not between 1900 and 2020"),
    ("approvals", "2020/4/5", "2020/5/4",
     "data/approvals.csv:4: approved 2020-04-05 is not the day of 2020/5/4"),
    ("approvals", "toygene-2020-04-05,", "toygene-2020-04-06,",
     "data/approvals.csv:4: id 'toygene-2020-04-06' is not product and day, "
     "'toygene-2020-04-05'"),
    ("statements", "issued,2019-01-02", "issued,2018-01-02",
     "issued 2018-01-02, but guidelines.csv has the year 2019"),
    ("statements", "issued,2019-01-02", "issued,2020-07-02",
     "issued 2020-07-02 is after as_of 2020-06-30"),
    ("approvals", "play,disease-of-play,yes", "play,toys-and-games,yes",
     "data/approvals.csv:2: disease 'toys & games' is not in the indication"),
    ("statements", "stage-exploratory,7", "stage-exploratory,about 7",
     "value 'about 7', not a whole number"),
    # results
    ("endpoints", "50.0,percent,33.80,66.20", "50.0,percent,33.80,33.80",
     "data/endpoints.csv:2: value 50.0 is above its interval's upper 33.80"),
    ("endpoints", "50.0,percent,33.80,66.20", "50.0,percent,66.20,33.80",
     "data/endpoints.csv:2: lower 66.20 is above upper 33.80"),
    ("endpoints", "9.5,not-reported,4.25,NA", "9.5,not-reported,9.75,NA",
     "value 9.5 is below its interval's lower 9.75"),
    ("endpoints", "50.0,percent", "150.0,percent",
     "data/endpoints.csv:2: value 150.0 is more than 100 percent"),
    ("endpoints", "50.0,percent", "50,percent",
     "data/endpoints.csv:2: 50, a value or bound, is not in printed 'TRR at 3 month 50.0 (33.80, 66.20)'"),
    ("endpoints", "66.20,95%", "66.20,not-reported",
     "data/endpoints.csv:2: interval is 'not-reported', not a level like 95%"),
    ("endpoints", "toycel-2019-02-03,1,trr", "toycel-2019-02-03,3,trr",
     "positions of 'toycel-2019-02-03' are [2, 3], not 1 to 2"),
    ("endpoints", "toycel-2019-02-03-mtt,", "mtt-of-toycel,",
     "id 'mtt-of-toycel' does not begin with 'toycel-2019-02-03-'"),
    ("approvals", "66.20) mTT NA", "66.20) mTT NA 2y TS 7.5%",
     "data/approvals.csv:2: efficacy has '2y TS 7.5%', which no row of endpoints.csv gives"),
    ("approvals", "66.20) mTT NA", "66.20)",
     "data/approvals.csv:2: efficacy does not contain 'mTT NA' of 'toycel-2019-02-03-mtt'"),
    ("endpoints", "50.0,percent,33.80,66.20,95%", "50.0,percent,not-reported,not-reported,not-reported",
     "printed 'TRR at 3 month 50.0 (33.80, 66.20)' has 33.80, 66.20, in no column"),
    ("approvals", "(33.80, 66.20) mTT NA", "(33.80, 66.21) mTT NA",
     "efficacy goes on with 'TRR at 3 month 50.0 (33.80, 66.21)', where endpoints.csv has"),
    ("remarks", "mtt,upper,ambiguous", "mtt,upper,context",
     "NA needs a remark of kind 'ambiguous' on 'toygene-2020-04-05-mtt'"),
    # what belongs together
    ("products", "Toygeen,toy-genes,sample-games", "Toygeen,toy-genes,example-toys",
     "data/holders.csv:3: 'sample-games' has no row in products.csv"),
    ("scopes", "toycel,soft-toy-cells,type: Toy cells\n", "",
     "data/products.csv:2: 'toycel' has no modality: add a row to scopes.csv"),
    ("approvals", "toygene-2020-04-05,toygene,", "toycel-2020-04-05,toycel,",
     "data/products.csv:3: product 'toygene' has no row in approvals.csv"),
    ("glossary", "trr,TRR", "trrr,TRR",
     "measure 'trr' has no row in glossary.csv"),
    # where a row comes from, and as of when
    ("guidelines", "Toy Table 1,1,", "Toy Table 1,,",
     "data/guidelines.csv:2: source_row is empty: the row is of 'toy-supplement'"),
    ("products", "toy-supplement,Toy Table 2,1", "toy-supplement,,1",
     "data/products.csv:2: source_table is empty: the row is of 'toy-supplement'"),
    ("approvals", "toy-supplement,Toy Table 2,1", "toy-supplement,,1",
     "data/approvals.csv:2: source_table is empty: the row is of 'toy-supplement'"),
    ("approvals", "toy-article,,,one-good-source", "toy-article,,,",
     "data/approvals.csv:5: confidence is empty: the row is not of 'toy-supplement'"),
    ("products", "Toy Table 2,1,", "Toy Table 2,1,weak",
     "data/products.csv:2: confidence is not blank, but the row is of 'toy-supplement'"),
    ("sources", "toy-article,article", "toy-article,supplement",
     "kind 'supplement', but the setting supplement is 'toy-supplement'"),
    # what is printed
    ("scopes", "type: Toy cells", "type: Soft toys",
     "data/scopes.csv:5: basis 'type: Soft toys', but the type is 'Toy cells'"),
    ("scopes", "title: Toy Cells", "type: Toy cells",
     "data/scopes.csv:2: basis 'type: Toy cells': 'toy-cells-making' has no type"),
    ("guidelines", "Toy Table 1,2", "Toy Table 1,1",
     "data/guidelines.csv:3: source_row 1 of 'Toy Table 1' is read already at "
     "data/guidelines.csv:2"),
    ("approvals", "2020/4/5", "2020-04-05",
     "data/approvals.csv:4: date_printed 2020-04-05: has a spreadsheet rewritten it? Others are "),
    ("endpoints", "50.0,percent,", "50.0,toys-per-year,",
     "data/endpoints.csv:2: unit 'toys-per-year', but trr is a share, in percent"),
    ("endpoints", "1.50,toys-per-year", "1.50,percent",
     "data/endpoints.csv:4: unit 'percent', but tt is no share of subjects"),
    ("products", "Toycel injection", "Toycel  injection",
     "data/products.csv:2: name has two blanks after 'Toycel'; type one"),
    # what the tables themselves contradict
    ("endpoints", "3,1,trr,month-3", "3,1,mtt,month-3",
     "data/endpoints.csv:2: measure 'mtt', but printed 'TRR at 3 month 50.0 (33.80, 66.20)' gives "
     "trr"),
    ("trials", "toy-001,TOY-001", "toy-001,TOY-010",
     "data/trials.csv:2: code 'TOY-010' is not that of 'toy-001'"),
    ("approvals", ",TOY-001", ",TOY-010", "does not name TOY-001, the code of 'toy-001' in trials.csv"),
    ("products", "toy-supplement,Toy Table 2,1", "toy-supplement,Toy Table 2,3",
     "data/products.csv:2: source_row 3 of 'Toy Table 2', but its approvals are read from row 1 or 2"),
    ("scopes", "toygene,toy-genes,type: Toy genes", "toygene,toy-cells,as if",
     "data/products.csv:3: type 'toy-genes' is a kind of toy-genes, which scopes.csv does not give"),
    ("scopes", "type: Toy genes", "statement: vector a dragon (toy-notice-7)",
     "no row of statements.csv gives that"),
    ("statements", "《玩具细胞制造技术指导原则（试行）》,zh-Hans", "《玩具细胞制造技术指导原则（试行）》,en",
     "lang is en, but value '《玩具细胞制造技术指导原则（试行）》' has Chinese"),
    ("statements", "toycel,brand-en,Toycelia,en", "toygene,name-zh,玩具仑赛注射液,zh-Hans",
     "value '玩具仑赛注射液' is the name-zh of "),
    ("terms", "property,brand-en,4,Brand name,,", "property,brand-en,4,Brand name,holders,",
     "property 'brand-en' is one of holders, and 'toycel' is a row of products"),
    ("terms", "property,brand-en,4,Brand name,,", "property,brand-en,4,Brand name,holder,",
     "broader 'holder' is no table of records (did you mean 'holders'?)"),
    ("products", "Toygeen", "Toygene",
     "data/products.csv:3: name_printed is the name; leave it blank"),
    ("products", "toygene,Toygene", "toygene,Toygenie",
     "name 'Toygenie' is not the printed one, and no row of statements.csv gives it"),
    ("statements", "short-name,toy-cel", "short-name,toygene",
     "value 'toygene' would be the address /products/toygene/, which is taken by"),
    ("statements", "toycel,short-name,toy-cel", "example-toys,short-name,toy-cel",
     "data/statements.csv:21: 'example-toys' is no product"),
    ("statements", "short-name,toy-cel", "short-name,Toy-cel",
     "value 'Toy-cel' would be the address /products/Toy-cel/, which is none"),
    # vectors, parts of pages, days and sources
    ("terms", "group,toy-cells,1,Toy cells,", "vector,dragon,1,Dragon,toy-cells",
     "id 'dragon' is not a word of the list 'modality'"),
    ("terms", "missing,na,3", "missing,page,3",
     "id 'page' is what a page calls a part of its own; take another"),
    ("approvals", "toycel-2019-02-03,toycel,2019-02-03,2019/2/3",
     "toycel-1819-02-03,toycel,1819-02-03,1819/2/3",
     "data/approvals.csv:2: approved 1819-02-03 is before 1900"),
    ("statements", "NCT00000000,und,toy-article,toy-notice-7",
     "NCT00000000,und,toy-article,toy-article",
     "data/statements.csv:3: corroborated_by names 'toy-article', its own source"),
    # milestones and adverse events
    ("milestones", "announcement,2019-02-05", "announcement,2020-06-01",
     "announced 2020-06-01, more than a year from the approval on 2019-02-03"),
    ("milestones", "application-accepted,2018-06-04", "application-accepted,2019-03",
     "date 2019-03 of application-accepted is after the approval on 2019-02-03"),
    ("safety", "any,10,25,40", "any,10,26,40", "percent 26, but 10 of 40 is another"),
    ("safety", "any,10,25,40", "any,41,not-reported,40",
     "count 41 is more than the 40 subjects"),
    ("safety", "other,fever,any,not-reported,12.5", "other,fever,any,not-reported,112.5",
     "percent 112.5 is more than all"),
    ("statements", "toycel,brand-en,Toycelia,en", "toy-cells-making,posted,2019-01-01,en",
     "posted 2019-01-01 is before it was issued, 2019-01-02"),
    ("statements", "issued,2019-01-02", "issued,2019-01-03",
     "data/statements.csv:6: issued 2019-01-03, but its notice is of 2019-01-02"),
    ("exclusions", ",toy-article,one-good-source", ",toy-article,confirmed",
     "data/exclusions.csv:2: confidence confirmed, with one source and not two copies of a notice:"
     " write one-good-source"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "old", "new", "message"), MISTAKES, ids=lambda x: str(x)[:30])
def test_a_mistake_is_named_with_its_place_and_its_cell(
    toy: Path, table: str, old: str, new: str, message: str
) -> None:
    spoil(toy, table, old, new)
    with pytest.raises(DataProblems) as refused:
        load(toy)
    assert any(message in str(one) for one in refused.value.problems), refused.value.problems
    for place, reason, column in refused.value.problems:
        file, _, line = place.partition(":")
        columns = SCHEMA.columns(Path(file).stem) if line else ()
        if line:
            assert column in columns, reason
            assert reason.split()[0] not in columns or reason.split()[0] == column, reason


def rules_of(package: str) -> dict[str, Rule]:
    """The functions of modules that yield problems of tables, by their names."""
    return {
        name: function
        for module, loaded in list(sys.modules.items())
        if module == package or module.startswith(f"{package}.")
        for name, function in vars(loaded).items()
        if inspect.isgeneratorfunction(function)
        and function.__module__ == module
        and not name.startswith("_")
    }


def test_every_rule_is_listed_once() -> None:
    listed = [rule.__name__ for rule in RULES]
    assert len(listed) == len(set(listed))
    packages = rules.__name__, general.__name__, edition_rules.__name__
    defined = {name for package in packages for name in rules_of(package)}
    assert defined - {*listed} == {"reasons_explain_a_change"}  # which load() asks


def test_every_rule_has_its_mistake(tmp_path: Path) -> None:
    own = rules_of(rules.__name__)
    unseen = own.keys() - {
        "the_cut_off_is_a_plausible_year",  # below
        "a_series_has_one_unit",  # these in test_series.py
        "periods_of_a_series_do_not_overlap",
        "sub_groups_are_parts_of_their_group",
    }
    for number, (table, old, new, _) in enumerate(MISTAKES):
        data = shutil.copytree(TOY, tmp_path / str(number))
        spoil(data, table, old, new)
        tables = read_data(SCHEMA, CgtSettings, data)
        unseen = {name for name in unseen if not list(own[name](tables))}
    assert not unseen


def test_a_second_approval_on_the_same_day_takes_a_word_behind_its_date(toy: Path) -> None:
    spoil(toy, "approvals", "toycel-2020-01-31,toycel,2020-01-31,2020/1/31",
          "toycel-2019-02-03-again,toycel,2019-02-03,2019/2/3")  # fmt: skip
    spoil(toy, "remarks", "toycel-2020-01-31", "toycel-2019-02-03-again")
    anchors = [approval.anchor for approval in load(toy).products[0].approvals]
    assert anchors == ["approval-2019-02-03", "approval-2019-02-03-again"]


def test_an_unlisted_source_alone_is_never_more_than_unconfirmed(toy: Path) -> None:
    spoil(toy, "sources", "toy-notice-7,notice", "toy-notice-7,unlisted")
    spoil(toy, "terms", "source-kind,notice,3,Official notice", "source-kind,unlisted,3,Unlisted")
    message = "confidence confirmed, with an unlisted source alone"
    assert any(message in line for line in problems(toy))


ARTICLE = "article,A second report,Elsewhere,2020-08-01,not-applicable,https://example.net/2,"
ONE = "confidence confirmed, but its sources are one, having the same "


def second_source(toy: Path, *rows: str) -> list[str]:
    """What is wrong once a statement is confirmed by an article and these sources alone."""
    ids = [f"toy-second-{i}" for i in range(len(rows))]
    spoil(toy, "sources", "Toys,2020-07,doi", "Toys,2020-07-05,doi")
    add(toy, "sources", *(f"{i},{cells}" for i, cells in zip(ids, rows, strict=True)))
    spoil(toy, "statements", "toy-article,toy-notice-7,", f"toy-article,{' '.join(ids)},")
    return problems(toy)


@pytest.mark.parametrize(
    ("old", "new", "shared"),
    [
        ("A second report", "AN INVENTED ARTICLE about toys", "title"),
        ("https://example.net/2", "http://www.example.org/article/", "address"),
        ("https://example.net/2,", "https://example.net/2,https://example.org/article", "address"),
        ("Elsewhere,2020-08-01", '"Journal of Invented Toys, via Elsewhere",2020-07-05',
         "publisher and day"),
        ("not-applicable", "doi:10.0000/EXAMPLE; PMID 1", "identifier"),
        ("A second report", "Write-up of the article in Chinese", "paper"),
        ("A second report", "Summary of the article", "paper"),
        ("Elsewhere", "Journal of Invented Toys", ""),  # on another day
        ("Elsewhere,2020-08-01", "Elsewhere,2020-07-05", ""),  # by another publisher
        ("https://example.net/2", "https://example.org/article?id=2", ""),
        ("not-applicable", "NCT00000000", ""),  # a trial may have many reports
        ("A second report", "A second article", ""),
    ],
)  # fmt: skip
def test_two_sources_that_are_visibly_one_confirm_nothing(
    toy: Path, old: str, new: str, shared: str
) -> None:
    assert old in ARTICLE
    found = [line[: line.index(": name a second")] for line in
             second_source(toy, ARTICLE.replace(old, new, 1))]  # fmt: skip
    assert found == ([f"data/statements.csv:3: {ONE}{shared}"] if shared else [])


def test_sources_of_which_each_repeats_the_next_are_one(toy: Path) -> None:
    second = ARTICLE.replace("not-applicable", "doi:10.0000/example")
    third = ARTICLE.replace("/2", "/3").replace("Elsewhere,2020-08-01", "Elsewhere,2020-09-01")
    (problem,) = second_source(toy, second, third)
    assert f"{ONE}identifier and title:" in problem


def test_entries_of_databases_may_be_headed_alike(toy: Path) -> None:
    spoil(toy, "sources", "toy-article,article,", "toy-article,database,")
    spoil(toy, "terms", "source-kind,notice,3", "source-kind,database,5,Database,,A list.,\n"
          "source-kind,notice,3")  # fmt: skip
    second = ARTICLE.replace("article,A second report", "database,An invented article about toys")
    assert not any("confidence" in line for line in second_source(toy, second))


def test_an_unlisted_copy_is_no_second_source(toy: Path) -> None:
    spoil(toy, "terms", "source-kind,notice,3", "source-kind,unlisted,5,Unlisted,,A list.,,,\n"
          "source-kind,notice,3")  # fmt: skip
    (problem,) = second_source(toy, ARTICLE.replace("article,", "unlisted,", 1))
    assert "with one source and not two copies of a notice" in problem


def test_a_page_with_the_number_of_a_notice_is_another_copy_of_it(toy: Path) -> None:
    spoil(
        toy, "sources", "http://example.net/copy http://example.com/other", "http://example.net/2"
    )
    row = "toy-cells-making,title-zh,《玩具细胞制造技术指导原则（试行）》,zh-Hans,toy-notice-7,"
    assert any("statements.csv:7: confidence confirmed" in line for line in problems(toy))
    spoil(toy, "statements", row, f"{row}toy-page")
    page = "toy-page,article,Page,Elsewhere,not-reported,2019年第7号,http://example.net/3,"
    add(toy, "sources", page)
    assert problems(toy) == []
    spoil(toy, "sources", "http://example.net/3", "http://example.net/2")
    assert any(f"{ONE}address and identifier" in line for line in problems(toy))


def test_an_edition_that_breaks_a_rule_on_grades_alone_is_still_compared(
    toy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edition = toy / "editions/2020-06-30.json"
    last = read_editions(SCHEMA, toy)[0][-1]
    rows = [dict(row) for row in last.tables["statements"]]
    for row in rows:
        if row["subject"] == "toy-001":
            row["corroborated_by"] = ""
    tables = {**last.tables, "statements": rows}
    edition.write_bytes(frozen_bytes(sealed(msgspec.structs.replace(last, tables=tables))))
    next_edition(toy)
    spoil(toy, "approvals", "part A,40,", "part A,39,")
    assert main(["check", "--data", str(toy)]) == 0
    assert "50.0% was 20 of 40; no whole number of 39 gives it" in capsys.readouterr().out


def test_days_that_a_spreadsheet_rewrote_in_every_row_are_seen_by_the_latest_edition(
    toy: Path,
) -> None:
    edition = next_edition(toy)
    for old, new in (("2019/2/3", "2019-02-03"), ("2020/1/31", "2020-01-31")):
        spoil(toy, "approvals", old, new)
    spoil(toy, "approvals", "2020/4/5", "2020-04-05")
    assert len(problems(toy)) == 3
    add(toy, "changes", f"{edition},toycel-2019-02-03,date_printed,transcription,Printed so.")
    assert len(problems(toy)) == 2


def test_settings_name_a_source_that_is_there_and_a_plausible_day(toy: Path) -> None:
    edit(toy / "catalogue.toml", '"toy-article"', '"toy-artikle"')
    edit(toy / "catalogue.toml", "= 2020-06-30", "= 2520-06-30")
    lines = problems(toy)
    assert any("article 'toy-artikle' is not in sources.csv (did you" in line for line in lines)
    assert any("as_of 2520-06-30 is not between 1900 and 2100" in line for line in lines)


def test_a_faulty_approval_is_not_missed_by_rules_on_what_is_read_from_its_row(toy: Path) -> None:
    spoil(toy, "approvals", "of-play,yes", "of-play,maybe")
    assert len(problems(toy)) == 1


@pytest.mark.parametrize(
    ("bounds", "level", "fault"),
    [
        ("not-yet-curated,not-yet-curated", "not-reported", ""),
        ("not-applicable,not-applicable", "95%", "interval is '95%', but no bounds are given"),
        ("not-reached,not-reached", "95%", ""),
        ("not-reached,not-reached", "not-reported", "not a level like 95%"),
    ],
)
def test_only_an_interval_has_a_level(toy: Path, bounds: str, level: str, fault: str) -> None:
    spoil(toy, "endpoints", "33.80,66.20,95%", f"{bounds},{level}")
    found = [one for one in problems(toy) if ": interval is " in one]
    assert [fault in one for one in found] == [True] * bool(fault)
