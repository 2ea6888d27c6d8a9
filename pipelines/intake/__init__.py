"""Intake: received files to landing, lake, quarantine and ledger, each exactly once.

Belongs here: what happens to a file from the inbox until its rows lie in the lake. Does not
belong here: reading cells (`pipelines.parsing`), or anything made of the lake.
"""
