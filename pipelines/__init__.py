"""From a clerk's workbook to a published snapshot: contracts, parsing, intake, warehouse."""

__version__ = "0.1.0"
