-- The columns of the promises' and the complaint desk's marts that the pages read.
create table marts.rule_catalogue(rule_id varchar, name_zh varchar, name_en varchar,
    words_zh varchar, words_en varchar, source varchar, subject_kind varchar, unit varchar,
    threshold decimal(9,4), is_measured boolean, missing_zh varchar, missing_en varchar);
create table marts.rule_reasons(reason varchar, verdict varchar, words_zh varchar,
    words_en varchar);
create table marts.rule_summaries(rule_id varchar, period_kind varchar, period_start_on date,
    project_name varchar, department varchar, met_count bigint, missed_count bigint,
    pending_count bigint, not_measurable_count bigint, exempt_count bigint, kept_share double,
    low double, high double, is_complete boolean);
create table marts.fct_ticket_events(project_name varchar, department varchar,
    ticket_kind varchar, ticket_id varchar, event_no integer, event_kind varchar,
    event_at timestamp, staff_id varchar,
    source_file varchar, source_sheet varchar, source_row integer);
create table marts.upcoming_duties(rule_id varchar, duty_kind varchar, subject_kind varchar,
    subject_id varchar, project_name varchar, department varchar, room_name varchar,
    started_at timestamp, due_at timestamp, minutes_left double, remaining_count bigint,
    urgency varchar, source_file varchar, source_sheet varchar, source_row integer);
create table marts.repeat_complaints(project_name varchar, department varchar, room_name varchar,
    ticket_class varchar, complaint_count bigint, first_received_at timestamp,
    last_received_at timestamp, open_count bigint);
create table marts.contact_gaps(project_name varchar, department varchar, ticket_kind varchar,
    ticket_id varchar, room_name varchar, received_at timestamp, last_contact_at timestamp,
    next_contact_due_at timestamp, longest_gap_days double, contact_count bigint,
    is_open boolean, is_overdue boolean,
    source_file varchar, source_sheet varchar, source_row integer);
create table marts.visits_owed(project_name varchar, room_name varchar, reason varchar,
    since_at timestamp, subject_id varchar, visited_at timestamp, is_owed boolean,
    source_file varchar, source_sheet varchar, source_row integer);
