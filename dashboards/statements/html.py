"""Statements as pages of paper.

Belongs here: filling the template. Does not belong here: what a statement says (`person`), how a
page becomes paper (`paper`).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dashboards.paper import fill, pdf_bytes
from dashboards.statements.person import Statement
from dashboards.text import Words


def render_html(words: Words, statement: Statement) -> str:
    """One statement as one HTML document that asks nothing of the network."""
    template = Path(__file__).with_name("statement.html.j2")
    return fill(template, lang=words.language, w=words, s=statement)


def statements_pdf(words: Words, statements: Sequence[Statement]) -> bytes:
    """The statements one after the other, each counting its own pages: they are handed out one by
    one."""
    return pdf_bytes(*(render_html(words, statement) for statement in statements))
