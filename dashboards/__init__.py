"""What people look at: the pages and the weekly pack, on what was last published.

Belongs here: reading a published snapshot and showing it. Does not belong here: anything that
computes a KPI or writes to the data root; and nothing here imports `pipelines`.
"""
