-- The columns of the published pay marts that a reader with the right may see.
create schema marts;
create table marts.fct_sales_statements(scenario_id varchar, staff_id varchar, payroll_month date,
    project_name varchar, post varchar, sales_role varchar, base_pay_amount decimal(18,2),
    released_commission_amount decimal(18,2), clawback_amount decimal(18,2),
    awards_amount decimal(18,2), override_amount decimal(18,2), site_bonus_amount decimal(18,2),
    lunch_duty_amount decimal(18,2), deductions_amount decimal(18,2),
    adjustments_amount decimal(18,2), net_amount decimal(18,2),
    brought_forward_amount decimal(18,2), payable_amount decimal(18,2),
    carried_forward_amount decimal(18,2), forfeited_amount decimal(18,2), plan_version varchar,
    pay_on date, is_complete boolean, is_part_month boolean, is_blocked boolean,
    sign_off_stage varchar, source_file varchar, source_sheet varchar, source_row bigint);
create table marts.fct_sales_statement_lines(scenario_id varchar, staff_id varchar,
    payroll_month date, line_no bigint, statement_column varchar, line_kind varchar,
    clause varchar, project_name varchar, contract_id varchar, detail varchar,
    quantity decimal(18,4), base_amount decimal(18,2), rate decimal(12,7), amount decimal(18,2),
    origin_month date, plan_version varchar, cause_zh varchar, cause_en varchar,
    source_file varchar, source_sheet varchar, source_row bigint);
create table marts.fct_commission_lines(scenario_id varchar, project_name varchar,
    contract_id varchar, staff_id varchar, commission_month date, component varchar,
    outcome varchar, clause varchar, plan_version varchar, contract_amount decimal(18,2),
    contract_base_amount decimal(20,6), share decimal(9,6), base_amount decimal(18,2),
    rate decimal(9,7), earned_amount decimal(18,2), performance_amount decimal(18,2),
    target_amount decimal(18,2), attainment decimal(18,6),
    source_file varchar, source_sheet varchar, source_row bigint);
create table marts.fct_commission_releases(scenario_id varchar, project_name varchar,
    contract_id varchar, staff_id varchar, original_staff_id varchar, payroll_month date,
    released_on date, pay_on date, part_no bigint, released_amount decimal(18,2), reason varchar,
    source_file varchar, source_sheet varchar, source_row bigint);
create table marts.commission_positions(project_name varchar, contract_id varchar,
    staff_id varchar, month date, earned_amount decimal(18,2), released_amount decimal(18,2),
    held_amount decimal(18,2), forfeited_amount decimal(18,2), cancelled_amount decimal(18,2));
create table marts.commission_held(project_name varchar, contract_id varchar, staff_id varchar,
    part_no bigint, held_amount decimal(18,2), held_reason varchar, commission_month date,
    waiting_since_on date, payment_plan varchar, received_amount decimal(18,2),
    contract_amount decimal(18,2), source_file varchar, source_sheet varchar, source_row bigint);
create table marts.commission_plan_terms(plan_version varchar, term varchar,
    value decimal(18,7), unit varchar, clause varchar);
create table marts.commission_tiers_in_force(plan_version varchar, from_attainment decimal(9,4),
    rate decimal(9,7), clause varchar);
create table marts.commission_clauses(clause varchar, title_zh varchar, title_en varchar,
    words_zh varchar, words_en varchar);
create table marts.commission_readings(reading_id varchar, value varchar, is_default boolean,
    clause varchar, question_zh varchar, question_en varchar, value_zh varchar,
    value_en varchar);
create table marts.commission_scenarios(scenario_id varchar, name_zh varchar, name_en varchar,
    is_company_setting boolean, differs varchar);
create table marts.commission_scenario_differences(scenario_id varchar, staff_id varchar,
    payroll_month date, actual_net_amount decimal(18,2), net_amount decimal(18,2),
    difference_amount decimal(18,2), actual_payable_amount decimal(18,2),
    payable_amount decimal(18,2));
create table marts.commission_cliff(staff_id varchar, project_name varchar, month date,
    performance_amount decimal(18,2), target_amount decimal(18,2), attainment decimal(18,6),
    rate decimal(9,7), next_from_attainment decimal(9,4), next_rate decimal(9,7),
    amount_to_next decimal(18,2), tier_commission_now decimal(18,2),
    tier_commission_at_next decimal(18,2), gain_amount decimal(18,2));
create table marts.sales_review_list(project_name varchar, staff_id varchar,
    period_start_on date, period_end_on date, performance_amount decimal(18,2),
    target_amount decimal(18,2), literal_threshold_amount decimal(18,2),
    is_below_literal boolean, two_month_threshold_amount decimal(18,2),
    is_below_two_month boolean, is_last boolean, months_below_60 bigint);
create table marts.sales_gate_findings(gate varchar, severity varchar, project_name varchar,
    contract_id varchar, staff_id varchar, month date, amount decimal(18,2), found varchar,
    expected varchar, source_export varchar,
    source_file varchar, source_sheet varchar, source_row bigint);
create table marts.sales_sign_offs(project_name varchar, month date, stage varchar,
    signed_by varchar, recorded_at timestamp, as_of timestamp);
create table marts.sales_attainment(project_name varchar, staff_id varchar, month date,
    performance_amount decimal(18,2), target_amount decimal(18,2), attainment decimal(18,6),
    rate decimal(9,7), contract_count bigint, is_met boolean,
    source_file varchar, source_sheet varchar, source_row bigint);
create table marts.commission_trace(from_kind varchar, from_id varchar, to_kind varchar,
    to_id varchar, source_export varchar, source_columns varchar,
    source_file varchar, source_sheet varchar, source_row bigint);
