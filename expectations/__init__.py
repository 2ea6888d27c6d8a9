"""What an arriving table and a mart that guards money must look like.

Belongs here: one reviewed suite per table (`arriving/<export>.yml`, `marts/<mart>.yml`),
the one module that runs Great Expectations (`run`), and the page that shows its answers.
Does not belong here: types, required columns and codes of one row (`pipelines.exports`),
keys, relationships and accounting identities (`dbt_project`), or anything of `pipelines`
and `dashboards`: this package imports nothing of ours.
"""
