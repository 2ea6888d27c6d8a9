{{ kpi_of_rule('work_order_same_day_rate', 'SV10', ref('fct_rule_results')) }}
