"""Stand-ins for what dbt puts into a template, so that sqlfluff can render models without dbt.

Belongs here: objects that the models and macros call (`dbt`, `adapter`), giving SQL of the
right shape for the linter. Does not belong here: anything that a build runs.
"""
