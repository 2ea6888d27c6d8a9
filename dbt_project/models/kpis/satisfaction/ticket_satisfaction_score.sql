{{ kpi_of_scores('ticket_satisfaction_score', 'ticket') }}
