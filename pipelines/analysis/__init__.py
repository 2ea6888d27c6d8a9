"""What SQL says badly: drivers, tests of differences, words of comments.

Belongs here: pure functions that take a frame of a mart and return a frame, one module per
question; the declared tables they fill (`tables`); and the one module that reads and writes
them (`run_analysis`). Does not belong here: anything dbt can say (dbt_project), or a clock:
the same marts give the same tables, so every random draw is seeded by what it is about.
"""
