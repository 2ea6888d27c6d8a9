-- The columns of the sales marts that the pages read.
create table marts.fct_sales_contracts(project_name varchar, contract_id varchar,
    unit_name varchar, payment_plan varchar, contract_status varchar, list_amount decimal(18,2),
    sold_amount decimal(18,2), discount_amount decimal(18,2), authority_rate decimal(9,4),
    floor_amount decimal(18,2), discount_outcome varchar, subscribed_on date, signed_at timestamp,
    cancelled_on date, is_void boolean, received_amount decimal(18,2), down_payment_on date,
    mortgage_documents_on date, mortgage_signed_on date,
    source_file varchar, source_sheet varchar, source_row bigint);
create table marts.sales_overview(project_name varchar, period_kind varchar,
    period_start_on date, is_complete boolean, contract_count bigint, sold_amount decimal(18,2),
    list_amount decimal(18,2), discount_amount decimal(18,2), unauthorised_count bigint,
    unauthorised_amount decimal(18,2), received_amount decimal(18,2), cancelled_count bigint,
    cancelled_amount decimal(18,2), target_amount decimal(18,2));
