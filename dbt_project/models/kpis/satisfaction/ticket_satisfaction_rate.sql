{{ kpi_of_satisfied('ticket_satisfaction_rate', 'ticket') }}
