"""The survey report: what it says, to whom, and that page, PDF and workbook say the same."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import polars as pl
import pytest
import weasyprint
from pypdf import PdfReader

from dashboards.annual.__main__ import main, read_published
from dashboards.annual.content import Annual, UnknownSurvey, choose_survey
from dashboards.annual.html import pdf_bytes, render_html
from dashboards.annual.report import Report, make_report
from dashboards.annual.svg import chart_svg
from dashboards.annual.tables import INTERVAL, Cell, Column, Section, Table
from dashboards.annual.workbook import workbook_bytes
from dashboards.figures.shapes import Dot, DotChart, label_sides, ticks
from dashboards.queries.scope import EVERYONE, Principal
from dashboards.text import LANGUAGES, load_words
from tests.dashboards.small_snapshot import write_home

ROOT = Path(__file__).parents[2]
WITH_PERSONAL = Principal("owner", sees_personal=True)
ZH = load_words("zh")
BLANK = ZH("missing.blank")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("annual")
    write_home(root)
    return root


@pytest.fixture(scope="module")
def annual(home: Path) -> Annual:
    return read_published(home, EVERYONE, "DC2026", "all")


@pytest.fixture(scope="module", params=LANGUAGES)
def report(request: pytest.FixtureRequest, home: Path) -> Report:
    content = read_published(home, WITH_PERSONAL, "DC2026", "all")
    return make_report(load_words(request.param), content)


def _language(report: Report) -> str:
    return "zh" if "报告" in report.subtitle else "en"


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _said_in_excel(kind: str, value: Any) -> str:
    """A workbook's figure as its own number format shows it."""
    if value is None:
        return BLANK
    if kind == "text":
        return str(value)
    if kind == "share":
        return f"{round(value * 100 + 1e-9, 2):.2f}%"
    if kind in ("points", "score_points"):
        exact = round(value + (1e-9 if value > 0 else -1e-9), 2)
        return ("+" if exact > 0 else "−" if exact < 0 else "±") + f"{abs(exact):.2f}"
    return f"{value:,.{ {'count': 0, 'number': 1}.get(kind, 2) }f}"


def _rows_of_workbook(sheet: Any, table: Table) -> list[list[str]]:
    """The rows below the table's caption, written as the page writes them."""
    lines = [[cell.value for cell in row] for row in sheet.iter_rows()]
    start = next(
        n
        for n, line in enumerate(lines)
        if line[0] == table.caption and lines[n + 1][0] == table.columns[0].title
    )
    found = []
    for line in lines[start + 2 : start + 2 + len(table.rows)]:
        values, texts = iter(line), []
        for column in table.columns:
            if column.kind.endswith(INTERVAL):
                kind = column.kind.removesuffix(INTERVAL)
                ends = [_said_in_excel(kind, next(values)) for _ in range(2)]
                texts.append(BLANK if BLANK in ends else f"{ends[0]} – {ends[1]}")
            else:
                value = next(values)
                kind = "text" if isinstance(value, str) else column.kind
                texts.append(_said_in_excel(kind, value))
        found.append(texts)
    return found


def test_the_workbook_holds_every_figure_of_the_report(report: Report, annual: Annual) -> None:
    words = load_words(_language(report))
    content = workbook_bytes(words, report, annual.as_of)
    book = openpyxl.load_workbook(io.BytesIO(content))
    compared = 0
    for section in report.sections:
        sheet = book[words(f"annual.sheet.{section.key}")]
        for table in section.tables:
            expected = [[cell.text for cell in row] for row in table.rows]
            assert _rows_of_workbook(sheet, table) == expected, table.key
            compared += len(expected)
    assert compared > 40
    assert book[words("annual.sheet.about")]["B3"].value == "2026-04-01 09:00"


def test_the_pdf_holds_every_figure_of_the_report(report: Report) -> None:
    pdf = PdfReader(io.BytesIO(pdf_bytes(render_html(load_words(_language(report)), report))))
    text = _squeezed("".join(page.extract_text() for page in pdf.pages))
    cells = [cell.text for table in report.tables for row in table.rows for cell in row]
    said = [line for section in report.sections for line in section.words]
    missing = [t for t in [*cells, *said, *report.findings] if _squeezed(t) not in text]
    assert missing == []
    assert f"1/{len(pdf.pages)}" in text


def test_nothing_in_the_pdf_is_wider_than_its_page(report: Report) -> None:
    html = render_html(load_words(_language(report)), report)
    for page in weasyprint.HTML(string=html).render().pages:
        box = page._page_box
        right = box.margin_left + box.width + 0.5
        for part in box.descendants():
            if part.element_tag in ("table", "td", "th", "svg"):
                assert part.position_x + part.border_width() <= right, part


def test_a_long_table_repeats_its_heads_on_every_page(annual: Annual) -> None:
    rows = tuple((Cell(f"{n}栋", f"{n}栋"), Cell(str(n), n)) for n in range(150))
    table = Table("long", "长表", (Column("楼栋名称"), Column("户数", "count")), rows)
    report = replace(make_report(ZH, annual), sections=(Section("x", "长", tables=(table,)),))
    pdf = PdfReader(io.BytesIO(pdf_bytes(render_html(ZH, report))))
    texts = [page.extract_text() for page in pdf.pages]
    on = [text for text in texts if re.search(r"\d+栋", text)]
    assert len(on) >= 3
    assert all("楼栋名称" in text for text in on)


def test_the_same_survey_gives_the_same_bytes(home: Path, tmp_path: Path) -> None:
    written = []
    for seed in ("1", "2"):
        out = tmp_path / seed
        command = [sys.executable, "-m", "dashboards.annual", "--survey", "2026"]
        environment = os.environ | {"WUYE_HOME": str(home), "PYTHONHASHSEED": seed}
        subprocess.run([*command, "--out", str(out)], cwd=ROOT, env=environment, check=True)
        written.append([(out / f"annual.{kind}").read_bytes() for kind in ("pdf", "xlsx")])
    assert written[0] == written[1]


def test_the_report_asks_nothing_of_the_network(annual: Annual) -> None:
    html = render_html(ZH, make_report(ZH, annual))
    assert re.findall(r"""(?:src|href)\s*=|url\(|@import""", html) == []


def test_quotes_are_only_for_who_may_see_them(home: Path, annual: Annual) -> None:
    hidden = render_html(ZH, make_report(ZH, annual))
    shown = render_html(ZH, make_report(ZH, read_published(home, WITH_PERSONAL, "2026", "all")))
    assert "轿厢里很脏" in shown
    assert "轿厢里很脏" not in hidden
    assert "WUYE_SHOW_PERSONAL=1" in hidden


def test_without_the_right_the_personal_file_is_not_even_opened(tmp_path: Path) -> None:
    directory = write_home(tmp_path)
    (directory / "personal.duckdb").unlink()
    assert read_published(tmp_path, EVERYONE, "DC2026", "all").quotes is None


def test_a_topic_of_few_comments_has_no_quotes(annual: Annual) -> None:
    hidden = next(row for row in annual.topics if row["is_hidden"])
    quote = {"topic": hidden["topic"], "quote": "只有一人说过", "satisfaction_grade": "不满意"}
    html = render_html(ZH, make_report(ZH, replace(annual, quotes=(quote,))))
    assert "只有一人说过" not in html


def test_a_hidden_group_has_no_figure_anywhere(report: Report) -> None:
    hidden = load_words(_language(report))("annual.hidden")
    rows = [r for table in report.tables for r in table.rows if any(c.text == hidden for c in r)]
    assert len(rows) >= 5
    for row in rows:
        assert all(not isinstance(cell.value, int | float | tuple) for cell in row)
    drawn = {dot.label for s in report.sections for c in s.charts if isinstance(c, DotChart)
             for dot in c.dots if s.key == "by_building"}  # fmt: skip
    assert not any("4栋" in label or "5栋" in label for label in drawn)


def test_the_report_names_no_room_of_who_was_dissatisfied(report: Report, home: Path) -> None:
    main = home / "published" / "20260401T090000" / "main.duckdb"
    with duckdb.connect(str(main), read_only=True) as connection:
        found = connection.execute("select distinct room_name from marts.visits_owed").fetchall()
    rooms = {room for (room,) in found}
    html = render_html(load_words(_language(report)), report)
    assert rooms
    assert not any(room in html for room in rooms)


def test_an_arrow_stands_only_where_the_interval_leaves_zero_out(annual: Annual) -> None:
    (section,) = [s for s in make_report(ZH, annual).sections if s.key == "changes"]
    arrows = [cell.text[0] for table in section.tables for row in table.rows for cell in row
              if cell.text[0] in "↑↓–" and cell.text != BLANK]  # fmt: skip
    changed = [
        row["has_changed_rate"] or row["has_changed_score"]
        for row in annual.changes
        if row["level"] != "总体"
    ]
    assert any(changed)
    assert sum(arrow in "↑↓" for arrow in arrows) <= sum(changed) * 2
    for table in section.tables:
        for row in table.rows:
            low, high = next(cell.value for cell in row if isinstance(cell.value, tuple))
            assert (row[-1].text[0] in "↑↓") == (low > 0 or high < 0)


def _outside(report: Report) -> Section:
    (section,) = [s for s in report.sections if s.key == "outside"]
    return section


def test_what_others_counted_is_computed_beside_published(annual: Annual) -> None:
    (table,) = _outside(make_report(ZH, annual)).tables
    rows = {row[2].text: [cell.text for cell in row[3:]] for row in table.rows}
    assert rows["服务总体评价"][1:] == [
        "96.67%", "91.74% – 98.70%", "96.70%", "−0.03", ZH("annual.outside_follows_yes")
    ]  # fmt: skip
    assert rows["保洁"][3:] == ["97.50%", "−0.83", ZH("annual.outside_follows_no")]
    assert rows["安保(加权)"][3:] == [BLANK, BLANK, ZH("annual.outside_not_compared")]
    assert ZH("annual.outside_differ", n="3", wrong="1") in make_report(ZH, annual).findings


def test_a_survey_that_no_file_names_stands_in_every_report(home: Path, annual: Annual) -> None:
    assert {row["survey_id"] for row in annual.tallies} == {"DC2026", "W9"}
    earlier = read_published(home, EVERYONE, "DC2025", "all")
    assert {row["survey_id"] for row in earlier.tallies} == {"W9"}


def test_without_outside_surveys_there_is_no_such_section(home: Path) -> None:
    elsewhere = make_report(ZH, read_published(home, EVERYONE, "DC2026", "金桂苑"))
    assert "outside" not in {section.key for section in elsewhere.sections}
    names = openpyxl.load_workbook(
        io.BytesIO(workbook_bytes(ZH, elsewhere, datetime(2026, 4, 1)))
    ).sheetnames
    assert ZH("annual.sheet.outside") not in names


def test_it_is_said_how_many_are_looked_at_together(annual: Annual) -> None:
    (section,) = [s for s in make_report(ZH, annual).sections if s.key == "changes"]
    shared = {row["dimension"]: row["compared_count"] for row in annual.changes
              if row["compared_count"] > 1}  # fmt: skip
    assert shared == {"service_area": 5}
    assert ZH("annual.together_service_area", n="5", level="99.00%") in section.notes


def test_below_a_hundred_sheets_only_correlations_are_shown_and_it_is_said(home: Path) -> None:
    content = read_published(home, EVERYONE, "DC2026", "金桂苑")
    (section,) = [s for s in make_report(ZH, content).sections if s.key == "drivers"]
    assert [chart.key for chart in section.charts] == ["correlation"]
    assert any("不足 100 份" in line for line in section.words)
    assert ZH("annual.importance") not in [c.title for c in section.tables[0].columns]


def test_a_survey_is_found_by_id_name_and_year() -> None:
    rows = [
        ("DC2", "年中", "2026-07-01"),
        ("DC1", "年初", "2026-01-01"),
        ("DC0", "旧", "2025-01-01"),
    ]
    surveys = pl.DataFrame(rows, schema=["survey_id", "survey_name", "day"], orient="row")
    surveys = surveys.with_columns(pl.col("day").str.to_date().alias("started_on"))
    assert [choose_survey(surveys, name) for name in ("DC0", "年初", "2026")] == [
        "DC0",
        "DC1",
        "DC2",
    ]
    with pytest.raises(UnknownSurvey) as unknown:
        choose_survey(surveys, "2019")
    assert unknown.value.known == ["DC0", "DC1", "DC2"]


@pytest.mark.parametrize(
    ("more", "code", "said"),
    [(("--survey", "2019"), 2, "DC2026"), (("--survey", "2026", "--project", "无"), 2, "金桂苑")],
)
def test_what_there_is_not_is_said_with_what_there_is(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str], more: tuple[str, ...], code: int, said: str,
) -> None:  # fmt: skip
    monkeypatch.setenv("WUYE_HOME", str(home))
    assert main([*more, "--out", str(tmp_path / "x")]) == code
    assert said in capsys.readouterr().err
    assert not (tmp_path / "x").exists()


def test_before_anything_is_published_the_program_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WUYE_HOME", str(tmp_path))
    assert main(["--survey", "2026", "--out", str(tmp_path / "x")]) == 3


def test_a_text_that_begins_like_a_formula_stays_text(annual: Annual) -> None:
    table = Table("t", "表", (Column("甲"),), ((Cell("=1+1", "=1+1"),),))
    report = replace(make_report(ZH, annual), sections=(Section("owed", "节", tables=(table,)),))
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(ZH, report, annual.as_of)))
    cells = [c for row in book[ZH("annual.sheet.owed")].iter_rows() for c in row]
    (cell,) = [c for c in cells if c.value == "=1+1"]
    assert cell.data_type == "s"


@pytest.mark.parametrize("span", [(0.0, 1.0), (0.912, 0.913), (-0.31, 0.02), (12.0, 99.0)])
def test_an_axis_has_two_to_seven_round_places_inside_its_span(span: tuple[float, float]) -> None:
    places = ticks(*span)
    assert 2 <= len(places) <= 7 or span[1] - span[0] < 0.002
    assert all(span[0] - 1e-9 <= place <= span[1] + 1e-9 for place in places)


def test_labels_on_the_map_do_not_lie_on_each_other() -> None:
    points = [(300.0, 200.0, "保洁"), (312.0, 204.0, "绿化"), (300.0, 214.0, "安保")]
    sides = label_sides(points, 10, (640, 400))
    assert sides[0] != sides[1]
    assert label_sides([(630.0, 200.0, "社区活动")], 10, (640, 400)) == ["left"]


def test_a_survey_without_an_overall_question_says_what_was_counted(annual: Annual) -> None:
    groups = tuple({**row, "unit": "answer"} for row in annual.groups)
    html = render_html(ZH, make_report(ZH, replace(annual, groups=groups)))
    assert ZH("annual.no_overall_question") in html
    assert ZH("annual.no_overall_question") not in render_html(ZH, make_report(ZH, annual))


def test_a_figure_on_paper_escapes_its_words() -> None:
    dot = Dot("<b>&", 0.5, 0.4, 0.6, "")
    svg = chart_svg(DotChart("k", "t", "share", (dot,), 0.9, "<i>", '"alt"'))
    assert "<b>" not in svg
    assert "&lt;b&gt;&amp;" in svg


def test_an_empty_survey_says_that_there_is_nothing(annual: Annual) -> None:
    bare = replace(
        annual, groups=(), responses=(), weighted=(), changes=(), drivers=(), topics=(), owed=(),
        tallies=(),
    )  # fmt: skip
    for language in LANGUAGES:
        words = load_words(language)
        report = make_report(words, bare)
        assert report.headlines == ()
        assert words("annual.nothing") in render_html(words, report)
