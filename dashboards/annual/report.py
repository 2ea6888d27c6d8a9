"""The report: its first page and its sections, in the order they are read.

Belongs here: the order, the headlines, what is said first. Does not belong here: the sections
themselves, and how they are drawn (`html`, `workbook`, the page).
"""

from __future__ import annotations

from dataclasses import dataclass

from dashboards.annual import changes, closing, comments, drivers, outside, results, who_answered
from dashboards.annual.content import Annual
from dashboards.annual.tables import (
    SHAPES,
    Headline,
    Section,
    Table,
    figure_cell,
    interval_cell,
)
from dashboards.queries.scope import ALL
from dashboards.satisfaction_reading import shown_sentence
from dashboards.text import Words, formats


@dataclass(frozen=True)
class Report:
    """A survey report in one language: first page, sections, and what it rests on."""

    title: str
    subtitle: str
    survey_id: str
    source: str
    headlines: tuple[Headline, ...]
    findings: tuple[str, ...]
    sections: tuple[Section, ...]
    about: tuple[tuple[str, str], ...]

    @property
    def tables(self) -> list[Table]:
        return [table for section in self.sections for table in section.tables]


def make_report(words: Words, annual: Annual) -> Report:
    """The whole report."""
    where = words("annual.whole_company") if annual.project == ALL else annual.project
    return Report(
        title=annual.survey_name,
        subtitle=words("annual.subtitle", project=where),
        survey_id=annual.survey_id,
        source=words(
            "annual.source",
            as_of=formats.moment(words, annual.as_of),
            snapshot=annual.snapshot_id,
        ),
        headlines=_headlines(words, annual),
        findings=_findings(words, annual),
        sections=(
            who_answered.method(words, annual),
            who_answered.non_response(words, annual),
            results.overall(words, annual),
            results.by_level(words, annual, "service_area"),
            results.by_level(words, annual, "building"),
            changes.changes(words, annual),
            *_outside(words, annual),
            drivers.drivers(words, annual),
            comments.comments(words, annual),
            closing.owed(words, annual),
            closing.limits(words, annual),
        ),
        about=_about(words, annual, where),
    )


def _outside(words: Words, annual: Annual) -> tuple[Section, ...]:
    return (outside.outside_surveys(words, annual.tallies),) if annual.tallies else ()


def _headlines(words: Words, annual: Annual) -> tuple[Headline, ...]:
    row = annual.overall
    if row is None:
        return ()
    verdict = row["verdict"] or "no_target"
    n = words("annual.n", n=formats.count(words, row["answer_count"]))
    told = f"{SHAPES.get(verdict, '–')} {words.code('verdict', verdict)}"
    rate = figure_cell(
        words, "share", row["satisfaction_rate"], target=row["target"], verdict=verdict
    )
    found = [
        Headline(
            words("satisfaction.rate"),
            rate.text,
            told,
            verdict,
            (
                words(
                    "annual.interval95",
                    interval=interval_cell(words, "share", row["low"], row["high"]).text,
                ),
                n,
            ),
        ),
        _score_headline(words, annual, n),
    ]
    answered = who_answered.response_row(annual, annual.project)
    if answered:
        found.append(
            Headline(
                words("column.response_rate"),
                figure_cell(words, "share", answered["response_rate"]).text,
                "",
                "no_target",
                (
                    words(
                        "annual.interval95",
                        interval=interval_cell(
                            words, "share", answered["low"], answered["high"]
                        ).text,
                    ),
                    words(
                        "annual.answered_of",
                        done=formats.count(words, answered["completed_count"]),
                        invited=formats.count(words, answered["invited_count"]),
                    ),
                ),
            )
        )
    return tuple(found)


def _score_headline(words: Words, annual: Annual, n: str) -> Headline:
    row = annual.overall or {}
    target, verdict = row["score_target"], row["score_verdict"] or "no_target"
    return Headline(
        words("satisfaction.score"),
        figure_cell(words, "score", row["satisfaction_score"], target=target, verdict=verdict).text,
        f"{SHAPES[verdict]} {words.code('verdict', verdict)}",
        verdict,
        (
            words(
                "annual.interval95",
                interval=interval_cell(words, "score", row["score_low"], row["score_high"]).text,
            ),
            n,
        ),
    )


def _findings(words: Words, annual: Annual) -> tuple[str, ...]:
    """The first page in sentences, each from a published figure."""
    said = [results.targets_sentence(words, annual)]
    if annual.overall:
        said.append(shown_sentence(words, annual.overall))
    said.append(changes.change_sentence(words, annual))
    compared = [
        row
        for row in annual.responses
        if row["project_name"] == annual.project and row["dimension"] in who_answered.COMPARED
    ]
    if compared:
        said.append(who_answered.non_response_sentence(words, compared))
    said.append(drivers.drivers_sentence(words, annual))
    if annual.tallies:
        said.append(outside.outside_sentence(words, annual.tallies))
    said.append(closing.owed_sentence(words, annual))
    return tuple(said)


def _about(words: Words, annual: Annual, where: str) -> tuple[tuple[str, str], ...]:
    """Definitions, filters, and the snapshot the figures were taken from."""
    return (
        (words("annual.about.survey"), f"{annual.survey_name} ({annual.survey_id})"),
        (words("column.project_name"), where),
        (words("annual.about.as_of"), formats.moment(words, annual.as_of)),
        (words("annual.about.snapshot"), annual.snapshot_id),
        (words("satisfaction.rate"), words("satisfaction.rate_is")),
        (words("satisfaction.score"), words("satisfaction.score_is")),
        (words("satisfaction.top2"), words("satisfaction.top2_is")),
        (words("annual.ci"), words("annual.about.ci")),
        (words("annual.ci_finite"), words("annual.about.finite")),
        (words("column.response_rate"), words("annual.about.response")),
        (words("annual.about.weighting"), words("annual.weighted_note")),
        (words("annual.about.hidden"), words("annual.hidden_note")),
        (words("column.verdict"), words("annual.about.verdict")),
        (
            words("annual.about.quotes"),
            words("annual.quotes_hidden")
            if annual.quotes is None
            else words("annual.quotes_shown"),
        ),
    )
