-- What came in has the date of its ticket, or of a working day before today. A row is
-- created and written at once: what was moved already stays where it is.
UPDATE intervia_intake AS i
SET create_date = COALESCE(t.create_date, i.create_date) + said.later
FROM ir_model_data AS d
JOIN (VALUES
    ('intake_away', interval '2 hours'),
    ('intake_bounce', interval '1 minute'),
    ('intake_business_cards', interval '0'),
    ('intake_forwarded', interval '0'),
    ('intake_bank_account', interval '0'),
    ('intake_bank_account_copy', interval '3 minutes'),
    ('intake_follow_up', interval '0'),
    ('intake_calls_drop', interval '17 days 85 minutes'),
    ('intake_offer', interval '-29 hours'),
    ('intake_unknown', interval '-5 hours'),
    ('intake_refused', interval '-26 hours'),
    ('intake_failed', interval '-3 hours')
) AS said (name, later) ON said.name = d.name
LEFT JOIN intervia_ticket AS t
    ON t.id = (SELECT o.ticket_id FROM intervia_intake AS o WHERE o.id = d.res_id)
WHERE d.module = 'intervia_helpdesk' AND d.model = 'intervia.intake'
    AND d.res_id = i.id AND i.create_date = i.write_date;
