"""Months that were signed: who signed what, and the statements as they stood then.

Belongs here: the append-only ledger of signatures under `HOME/sign_offs`, the immutable copy
of every signed statement, the order in which months and stages are signed, and what the
warehouse reads of it. Does not belong here: what a statement holds or what a later fact makes
of a signed month (`dbt_project`).
"""
