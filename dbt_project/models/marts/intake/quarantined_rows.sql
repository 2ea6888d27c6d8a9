-- The first finding of a row speaks for it; finding_count says how many there are.
{{ quarantine_columns() }} -- noqa: PRS
where q.finding_place = 1
order by q.export, q.file, q.sheet, q.row
