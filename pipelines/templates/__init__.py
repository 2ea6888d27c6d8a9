"""Workbooks for clerks who keep a register by hand, one per export.

Belongs here: writing empty forms from the contracts. Does not belong here: reading what
comes back, which is parsing like any other file.
"""

from pipelines.templates.workbooks import write_template, write_templates

__all__ = ["write_template", "write_templates"]
