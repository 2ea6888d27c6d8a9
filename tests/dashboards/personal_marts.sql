-- The columns of the published personal marts that a reader with the right may see.
create schema marts;
create table marts.comment_quotes(instrument varchar, survey_id varchar, period_start_on date,
    project_name varchar, topic varchar, quote varchar, satisfaction_grade varchar,
    source_file varchar, source_sheet varchar, source_row integer);
create table marts.staff_names(staff_id varchar, staff_name varchar);
