-- The columns of the published marts that the pages read.
create schema marts;
create table marts.dim_projects(project_name varchar, city varchar, project_type varchar,
    household_count bigint, opened_on date);
create table marts.dim_rooms(project_name varchar, room_name varchar, building_name varchar,
    entrance_name varchar, floor_area_sqm decimal(18,4), room_use varchar,
    occupancy_status varchar, handed_over_on date, is_registered boolean);
create table marts.fct_tickets(project_name varchar, department varchar, ticket_id varchar,
    ticket_kind varchar, ticket_class varchar, room_name varchar, channel varchar,
    is_important boolean, urgency varchar, service_item varchar, handler_staff_id varchar,
    received_at timestamp, dispatched_at timestamp, arrived_at timestamp,
    first_replied_at timestamp, promised_at timestamp, resolved_at timestamp,
    followed_up_at timestamp, withdrawn_at timestamp, reopened_count bigint, status varchar,
    is_open boolean, minutes_to_dispatch double, minutes_to_first_reply double,
    minutes_to_resolve double, open_minutes double, is_repeat boolean,
    same_day_reply_verdict varchar,
    source_file varchar, source_sheet varchar, source_row integer);
create table marts.fct_visits(project_name varchar, department varchar, visit_id varchar,
    visit_type varchar, visit_method varchar, room_name varchar, staff_id varchar,
    ticket_id varchar, visited_at timestamp, was_reached boolean, satisfaction_grade varchar,
    satisfaction_score decimal(18,4), is_satisfied boolean,
    source_file varchar, source_sheet varchar, source_row integer);
create table marts.fct_fee_bills(project_name varchar, bill_id varchar, room_name varchar,
    building_name varchar, fee_item varchar, service_from date, service_to date, due_on date,
    billed_on date, receivable_amount decimal(18,2), concession_amount decimal(18,2),
    settled_amount decimal(18,2), outstanding_amount decimal(18,2), settled_on date,
    days_past_due bigint, ageing_bucket varchar,
    source_file varchar, source_sheet varchar, source_row integer);
create table marts.fct_fee_settlements(project_name varchar, payment_id varchar, bill_id varchar,
    room_name varchar, fee_item varchar, paid_at timestamp, settled_amount decimal(18,2),
    is_prepayment boolean, is_arrears_recovery boolean, settlement_no bigint,
    source_file varchar, source_sheet varchar, source_row integer);
create table marts.fct_rule_results(rule_id varchar, subject_kind varchar, subject_id varchar,
    project_name varchar, department varchar, period_start_on date, started_at timestamp,
    due_at timestamp, met_at timestamp, verdict varchar, reason varchar,
    counted_value decimal(38,4), required_value decimal(38,4),
    source_file varchar, source_sheet varchar, source_row integer);
create table marts.kpi_values(kpi_id varchar, period_kind varchar, period_start_on date,
    project_name varchar, department varchar, is_complete boolean, numerator decimal(38,4),
    denominator decimal(38,4), excluded_count bigint, value double, target double,
    verdict varchar, low double, high double);
create table marts.kpi_catalogue(kpi_id varchar, name_zh varchar, name_en varchar,
    definition_zh varchar, definition_en varchar, formula_zh varchar, formula_en varchar,
    unit varchar, direction varchar, page varchar, target_source_zh varchar,
    target_source_en varchar);
create table marts.open_ticket_ages(project_name varchar, department varchar, ticket_kind varchar,
    age_bucket varchar, age_bucket_order integer, ticket_count bigint);
create table marts.fee_ageing(project_name varchar, fee_item varchar, ageing_bucket varchar,
    bucket_order integer, bill_count bigint, household_count bigint,
    outstanding_amount decimal(18,2));
create table marts.fee_debtors(project_name varchar, room_name varchar, bill_count bigint,
    outstanding_amount decimal(18,2), oldest_due_on date, max_days_past_due bigint,
    debtor_rank bigint);
create table marts.fee_collection_curves(project_name varchar, period_start_on date,
    days_since_due bigint, collected_amount decimal(18,2), receivable_amount decimal(18,2),
    collected_share double, is_complete boolean);
create table marts.intake_files(file varchar, export varchar, status varchar,
    exported_at timestamp, received_at timestamp, batch_id varchar, rows_in bigint,
    rows_accepted bigint, rows_quarantined bigint, rows_ignored bigint,
    amount_in decimal(18,2), amount_accepted decimal(18,2), amount_quarantined decimal(18,2),
    amount_ignored decimal(18,2), message_zh varchar, message_en varchar);
create table marts.quarantined_rows(export varchar, file varchar, sheet varchar, "row" integer,
    cell varchar, "column" varchar, found varchar, expected varchar, code varchar,
    message_zh varchar, message_en varchar, amount_affected decimal(18,2), batch_id varchar,
    finding_count bigint);
create table marts.quarantine_findings as select * from marts.quarantined_rows;
create table marts.check_results(check_name varchar, layer varchar, subject varchar,
    severity varchar, status varchar, description_zh varchar, description_en varchar,
    detail varchar);
create table marts.build_info(as_of timestamp, snapshot_id varchar, software_version varchar,
    data_to timestamp);
