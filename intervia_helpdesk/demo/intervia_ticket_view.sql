-- Whoever wrote in a ticket had looked at it a few minutes before
INSERT INTO intervia_ticket_view
    (ticket_id, date, door, partner_id, viewer, area_id, company_id)
SELECT
    t.id, m.date - interval '4 minutes', 'office',
    m.author_id, 'p' || m.author_id, t.area_id, t.company_id
FROM intervia_ticket AS t
JOIN mail_message AS m ON m.model = 'intervia.ticket' AND m.res_id = t.id
JOIN res_users AS u ON u.partner_id = m.author_id AND NOT u.share AND u.active
WHERE m.message_type = 'comment'
ON CONFLICT DO NOTHING;
