{{ kpi_of_rule('complaint_same_day_reply_rate', 'SV7', ref('int_clock_verdicts')) }}
