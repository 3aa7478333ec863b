-- Brings the story to the present. It is written on a calendar of its own where today
-- is Monday 5 June 2000, 12:00 UTC: whole weeks are added, so that a Tuesday remains a
-- Tuesday and office hours remain office hours; what happens today keeps its distance
-- to this very moment. Nothing else is that old, so a second run changes nothing.
CREATE TEMPORARY TABLE intervia_story ON COMMIT DROP AS
SELECT
    now_utc - timestamp '2000-06-05 12:00' AS today,
    date_trunc('week', now_utc + interval '2 days') - timestamp '2000-06-05' AS weeks
FROM (SELECT date_trunc('second', now() AT TIME ZONE 'UTC') AS now_utc) AS clock;

CREATE TEMPORARY TABLE intervia_story_ticket ON COMMIT DROP AS
SELECT DISTINCT res_id AS id
FROM mail_message
WHERE model = 'intervia.ticket' AND date < '2001-01-01';

UPDATE mail_message
SET date = date + CASE WHEN date < '2000-06-05' THEN weeks ELSE today END
FROM intervia_story
WHERE model = 'intervia.ticket' AND date < '2001-01-01';

UPDATE intervia_worklog
SET date_start = date_start
    + CASE WHEN date_start < '2000-06-05' THEN weeks ELSE today END
FROM intervia_story
WHERE date_start < '2001-01-01';

-- A ticket is opened by its first message, whose body is the description
UPDATE mail_message AS m
SET body = t.description
FROM intervia_ticket AS t JOIN intervia_story_ticket USING (id)
WHERE m.model = 'intervia.ticket' AND m.res_id = t.id
    AND m.message_type IN ('comment', 'email') AND COALESCE(m.body, '') = '';

UPDATE mail_message AS m
SET create_date = m.date, write_date = m.date
FROM intervia_story_ticket AS t
WHERE m.model = 'intervia.ticket' AND m.res_id = t.id;

UPDATE ir_attachment AS a
SET create_date = m.date, write_date = m.date, create_uid = u.id
FROM message_attachment_rel AS r
JOIN mail_message AS m ON m.id = r.message_id AND m.model = 'intervia.ticket'
JOIN intervia_story_ticket AS t ON t.id = m.res_id
LEFT JOIN res_users AS u ON u.partner_id = m.author_id
WHERE r.attachment_id = a.id;

-- The dates of a ticket are those of its messages
WITH said AS (
    SELECT
        m.*,
        f.name AS field,
        m.author_id = t.partner_id AS by_client,
        (m.message_type IN ('comment', 'email') AND m.is_internal IS NOT TRUE) AS is_public
    FROM intervia_story_ticket
    JOIN intervia_ticket AS t USING (id)
    JOIN mail_message AS m ON m.model = 'intervia.ticket' AND m.res_id = t.id
    LEFT JOIN mail_tracking_value AS v ON v.mail_message_id = m.id
    LEFT JOIN ir_model_fields AS f ON f.id = v.field_id
),
story AS (
    SELECT
        res_id,
        min(date) AS opened,
        max(date) AS last,
        max(date) FILTER (WHERE field = 'user_id') AS assigned,
        max(date) FILTER (WHERE field = 'stage_id') AS moved,
        min(date) FILTER (WHERE is_public AND NOT by_client) AS first_reply,
        max(date) FILTER (WHERE is_public AND NOT by_client) AS last_staff,
        max(date) FILTER (WHERE is_public AND by_client) AS last_client,
        (array_agg(author_id ORDER BY id))[1] AS opener,
        (array_agg(message_type ORDER BY id))[1] AS opened_by,
        (array_agg(message_id ORDER BY id DESC) FILTER (WHERE message_type = 'email'))[1]
        AS last_mail
    FROM said
    GROUP BY res_id
)
UPDATE intervia_ticket AS t
SET
    create_date = s.opened,
    create_uid = CASE
        WHEN s.opened_by = 'email' THEN t.create_uid
        ELSE COALESCE(
            (SELECT u.id FROM res_users AS u WHERE u.partner_id = s.opener), t.create_uid
        )
    END,
    write_date = s.last,
    date_stuck = CASE
        WHEN t.state IN ('registered', 'assigned', 'in_progress')
        THEN s.last + interval '5 days'
    END,
    date_assigned = s.assigned,
    date_first_reply = s.first_reply,
    date_last_staff_message = s.last_staff,
    date_last_client_message = s.last_client,
    date_closed = CASE WHEN t.state = 'finished' THEN s.moved END,
    date_cancelled = CASE WHEN t.state = 'cancelled' THEN s.moved END,
    last_client_reference = s.last_mail
FROM story AS s
WHERE s.res_id = t.id;

-- Whoever of support answered or noted something attended the ticket
INSERT INTO intervia_ticket_attended_rel (ticket_id, user_id)
SELECT DISTINCT t.id, u.id
FROM intervia_story_ticket
JOIN intervia_ticket AS t USING (id)
JOIN mail_message AS m ON m.model = 'intervia.ticket' AND m.res_id = t.id
JOIN res_users AS u ON u.partner_id = m.author_id AND NOT u.share
WHERE m.message_type = 'comment' AND m.author_id <> t.partner_id
ON CONFLICT DO NOTHING;
