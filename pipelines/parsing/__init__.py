"""From a received file to typed rows, refused rows and findings.

Belongs here: everything between the bytes of a clerk's workbook and `ParsedFile`. Does not
belong here: keeping files, the ledger and the lake (`pipelines.intake`), the headers of
other systems (`pipelines.profiles`).
"""
