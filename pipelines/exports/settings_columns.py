"""Columns that the sheets of the company's settings workbook share.

Belongs here: whom a setting is for, and from when to when it holds. Does not belong here: the
sheets themselves (`company_settings`, `sales_settings`).
"""

from pipelines.exports.contract import Column, Order, date, identifier

WHOLE_COMPANY = "全公司"
VALIDITY = (Order("valid_from", "valid_to"),)


def applies_to() -> Column:
    """A project's name, or 全公司."""
    return identifier("适用项目", "applies_to", required=True, key=True)


def validity() -> tuple[Column, Column]:
    """The first day, and the last one (included; empty while it holds)."""
    return (
        date("生效日期", "valid_from", required=True, key=True, planned=True),
        date("失效日期", "valid_to", planned=True),
    )
