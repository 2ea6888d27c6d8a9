"""The pages as a reader meets them, in a browser, on a really built snapshot."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Request, expect
from pypdf import PdfReader

from dashboards.text import LANGUAGES, load_words
from tests.e2e.conftest import Served

PAGES = (
    "overview",
    "promise_board",
    "complaint_desk",
    "complaint_turnaround",
    "satisfaction",
    "annual_satisfaction",
    "fee_collection",
    "sales_overview",
    "data_intake",
)
PHONE = {"width": 375, "height": 812}


def _open(page: Page, served: Served, name: str, address: str) -> None:
    path = "" if name == "overview" else name
    page.goto(f"{served.url}/{path}?{address}")
    expect(page.get_by_test_id("freshness")).to_be_visible()
    _settle(page)


def _settle(page: Page) -> None:
    """Wait until the page's script has run to its end."""
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_without_a_failure_and_asks_nobody_else(
    page: Page, served: Served, name: str, language: str
) -> None:
    elsewhere: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith((served.url, "data:", "blob:")):
            elsewhere.append(request.url)

    page.on("request", note)
    words = load_words(language)
    _open(page, served, name, f"lang={language}")
    expect(page.locator("h1")).to_have_text(words(f"page.{name}"))
    text = page.locator("body").inner_text()
    for trace in ("Traceback", "Error:", "Exception", "KeyError"):
        assert trace not in text
    for state in ("state.failed.title", "state.unreadable.title"):
        assert words(state) not in text
    assert page.locator(".stException").count() == 0
    assert elsewhere == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [*PAGES, "promise_board?rule=SV2", "promise_board?rule=SV11"])
def test_a_page_fits_a_telephone(page: Page, served: Served, name: str, language: str) -> None:
    page.set_viewport_size(PHONE)
    name, _, opened = name.partition("?")
    _open(page, served, name, f"lang={language}&{opened}")
    page.wait_for_timeout(1500)
    width = page.evaluate(
        "Math.max(...[document.documentElement, ...document.querySelectorAll("
        "'[data-testid=stMain], [data-testid=stMainBlockContainer]')].map(e => e.scrollWidth))"
    )
    assert width <= PHONE["width"]


def _chosen(page: Page, filter_name: str) -> Locator:
    return page.locator(f".st-key-filter_{filter_name} input")


def test_filters_survive_a_reload_and_the_way_to_another_page(page: Page, served: Served) -> None:
    _open(page, served, "overview", "lang=en")
    words = load_words("en")
    page.locator(".st-key-filter_kind").get_by_text(words("kind.quarter"), exact=True).click()
    expect(_chosen(page, "period")).to_have_value("2026 Q1")
    _chosen(page, "project").click()
    page.get_by_role("option").nth(1).click()
    expect(_chosen(page, "project")).not_to_have_value(words("filter.all_projects"))
    project = _chosen(page, "project").input_value()
    _settle(page)
    assert "period=2026-Q1" in page.url
    tile = page.locator(".wy-tile").first.inner_text()
    page.reload()
    expect(_chosen(page, "project")).to_have_value(project)
    expect(_chosen(page, "period")).to_have_value("2026 Q1")
    expect(page.locator(".wy-tile").first).to_have_text(tile, use_inner_text=True)
    page.get_by_text(words("menu.money"), exact=True).click()
    page.get_by_text(words("page.fee_collection"), exact=True).first.click()
    expect(page.locator("h1")).to_have_text(words("page.fee_collection"))
    expect(_chosen(page, "project")).to_have_value(project)
    expect(_chosen(page, "period")).to_have_value("2026 Q1")


def test_a_number_opens_the_rows_behind_it(page: Page, served: Served) -> None:
    _open(page, served, "overview", "lang=zh&period=2026-Q1")
    page.locator(".st-key-rows_complaint_dispatch_rate button").click()
    expect(page.locator(".wy-agree")).to_contain_text("✓")
    expect(page.get_by_role("dialog")).to_contain_text(load_words("zh")("rows.judged"))


def test_a_promise_opens_from_the_board_and_its_rows_add_up(page: Page, served: Served) -> None:
    _open(page, served, "promise_board", "lang=zh&period=2026-Q1")
    line = page.locator(".wy-rule a").first
    name = line.inner_text()
    line.click()
    expect(page.locator("h2").first).to_contain_text(name)
    expect(page.locator(".wy-agree")).to_contain_text("✓")
    expect(page.get_by_test_id("stDataFrame").first).to_be_visible()
    page.reload()
    expect(page.locator("h2").first).to_contain_text(name)
    page.locator(".st-key-promise_back button").click()
    expect(page.locator(".wy-rule a").first).to_have_text(name)


def test_a_ticket_is_found_by_its_number_and_its_story_stands_in_order(
    page: Page, served: Served
) -> None:
    _open(page, served, "complaint_desk", "lang=en")
    box = page.locator(".st-key-ticket_search input")
    number = page.locator(".st-key-ticket_opened input").input_value().split(" · ")[0]
    box.fill(number[-6:].lower())
    box.press("Enter")
    _settle(page)
    story = page.locator(".wy-timeline time")
    expect(story.first).to_be_visible()
    times = story.all_inner_texts()
    assert times == sorted(times)


def test_the_overview_leads_to_the_desk(page: Page, served: Served) -> None:
    _open(page, served, "overview", "lang=en")
    expect(page.locator(".wy-due")).to_be_visible()
    page.locator(".st-key-due_soon a").click()
    expect(page.locator("h1")).to_have_text(load_words("en")("page.complaint_desk"))


@pytest.mark.parametrize("name", PAGES)
def test_every_folded_part_opens_on_something(page: Page, served: Served, name: str) -> None:
    _open(page, served, name, "lang=zh&period=2026-Q1")
    folds = page.locator("[data-testid=stExpander] summary")
    for index in range(folds.count()):
        folds.nth(index).click()
        _settle(page)
    opened = page.get_by_test_id("stExpanderDetails")
    for index in range(opened.count()):
        inside = opened.nth(index).locator("table, [data-testid=stDataFrame]")
        expect(inside.first).to_be_visible()
    body = page.locator("body")
    expect(body).not_to_contain_text(load_words("zh")("state.failed.title"))
    expect(body).not_to_contain_text(load_words("zh")("state.unreadable.title"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("instrument", ["monthly_visit", "ticket", "survey"])
def test_every_instrument_shows_figures_of_its_own(
    page: Page, served: Served, instrument: str, language: str
) -> None:
    words = load_words(language)
    _open(page, served, "satisfaction", f"lang={language}&period=2025&instrument={instrument}")
    assert page.locator(".wy-tile").count() >= 2
    page.locator("[class*=st-key-rows_] button").first.click()
    expect(page.locator(".wy-agree")).to_contain_text("✓")
    expect(page.locator("body")).not_to_contain_text(words("state.failed.title"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_survey_report_is_read_and_taken_away(page: Page, served: Served, language: str) -> None:
    _open(page, served, "annual_satisfaction", f"lang={language}")
    shown = page.locator(".wy-headline .wy-tile-value").all_inner_texts()
    assert len(shown) == 3
    for kind, key in (("pdf", "annual_pdf"), ("xlsx", "annual_xlsx")):
        with page.expect_download(timeout=60_000) as started:
            page.locator(f".st-key-{key} button").click()
        path = Path(started.value.path())
        assert started.value.suggested_filename.endswith(f".{kind}")
        assert path.stat().st_size > 10_000
        if kind == "pdf":
            first = PdfReader(path).pages[0].extract_text()
            assert all(value in first for value in shown)


def test_a_definition_is_one_click_away(page: Page, served: Served) -> None:
    _open(page, served, "overview", "lang=en")
    page.locator(".st-key-definition_satisfaction_rate button").first.click()
    expect(page.get_by_test_id("stPopoverBody")).to_contain_text("Formula")


def test_a_correction_workbook_comes_down_as_it_lies_in_the_quarantine(
    page: Page, served: Served, built_home: Path
) -> None:
    _open(page, served, "data_intake", "lang=zh")
    button = page.get_by_test_id("stDownloadButton").first
    with page.expect_download() as started:
        button.get_by_role("button").click()
    got = started.value
    assert got.suggested_filename.endswith("_更正.xlsx")
    original = built_home / "quarantine" / got.suggested_filename
    assert Path(got.path()).read_bytes() == original.read_bytes()


@pytest.mark.parametrize("name", ["overview", "promise_board", "complaint_desk"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_are_readable_on_their_ground(
    page: Page, served: Served, scheme: str, name: str
) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    _open(page, served, name, "lang=zh")
    page.wait_for_timeout(1000)
    poor = page.evaluate(CONTRAST)
    assert poor == []


CONTRAST = """
() => {
  const parse = c => c.match(/[\\d.]+/g).map(Number);
  const light = c => { const f = c.slice(0, 3).map(v => { v /= 255;
    return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * f[0] + 0.7152 * f[1] + 0.0722 * f[2]; };
  const ground = e => { for (; e; e = e.parentElement) {
    const c = parse(getComputedStyle(e).backgroundColor);
    if (c.length < 4 || c[3] === 1) return c; } return [255, 255, 255]; };
  const poor = [];
  for (const e of document.querySelectorAll(
      '.wy-tile p, .wy-verdict, .wy-tile-name, .wy-fresh span, .wy-note, .wy-table td, '
      + '.wy-table td > *, .wy-due span, .wy-facts *, .wy-timeline *')) {
    const [a, b] = [light(parse(getComputedStyle(e).color)), light(ground(e))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) poor.push([e.className, e.textContent.slice(0, 20), ratio]);
  }
  return poor;
}
"""


def test_the_app_holds_no_personal_and_no_pay_data_open(page: Page, served: Served) -> None:
    for name in PAGES:
        _open(page, served, name, "lang=zh")
    held = [
        link.resolve().name
        for link in Path(f"/proc/{served.process.pid}/fd").iterdir()
        if link.resolve().suffix == ".duckdb"
    ]
    assert "main.duckdb" in held
    assert set(held) == {"main.duckdb"}


def test_a_newly_published_snapshot_shows_by_itself(
    page: Page, served: Served, built_home: Path
) -> None:
    published = built_home / "published"
    current = (published / "CURRENT").read_text(encoding="utf-8").strip()
    _open(page, served, "overview", "lang=zh")
    newer = published / f"{current}-later"
    shutil.copytree(published / current, newer)
    manifest = json.loads((newer / "manifest.json").read_text(encoding="utf-8"))
    manifest["built_at"] = "2031-01-02T03:04:05+08:00"
    (newer / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    swap = published / "CURRENT.next"
    swap.write_text(newer.name, encoding="utf-8")
    swap.replace(published / "CURRENT")
    try:
        expect(page.get_by_test_id("freshness")).to_contain_text("2031-01-02 03:04")
    finally:
        (published / "CURRENT").write_text(current, encoding="utf-8")
