-- What the demo moved a moment ago happened when its ticket was worked on. Rows are
-- told by the time of their creation, that of this installation: a second run finds none.
CREATE TEMPORARY TABLE intervia_demo_supply ON COMMIT DROP AS
SELECT
    s.id,
    s.ticket_id,
    COALESCE(
        (
            SELECT MAX(w.date_start) + interval '1 hour'
            FROM intervia_worklog AS w
            WHERE w.ticket_id = s.ticket_id
        ),
        t.create_date + interval '3 hours'
    ) AS moved
FROM intervia_ticket_supply AS s
JOIN intervia_ticket AS t ON t.id = s.ticket_id
JOIN ir_model_data AS d
    ON d.module = 'intervia_helpdesk_stock' AND d.name = 'product_printer'
JOIN product_product AS p ON p.id = d.res_id AND p.create_date = s.create_date;

CREATE TEMPORARY TABLE intervia_demo_move ON COMMIT DROP AS
SELECT
    m.id,
    m.picking_id,
    CASE WHEN m.intervia_role = 'sell' THEN COALESCE(t.date_closed, s.moved) ELSE s.moved END
        AS moved
FROM stock_move AS m
JOIN intervia_demo_supply AS s ON s.id = m.intervia_supply_id
JOIN intervia_ticket AS t ON t.id = s.ticket_id
WHERE m.state = 'done';

UPDATE stock_move AS m SET date = d.moved FROM intervia_demo_move AS d WHERE m.id = d.id;
UPDATE stock_move_line AS l SET date = d.moved
FROM intervia_demo_move AS d WHERE l.move_id = d.id;
UPDATE stock_picking AS p SET date_done = d.moved, scheduled_date = d.moved
FROM intervia_demo_move AS d WHERE p.id = d.picking_id;

UPDATE mail_message AS m SET date = s.moved, create_date = s.moved
FROM intervia_demo_supply AS s
JOIN intervia_ticket_supply AS r ON r.id = s.id
WHERE m.model = 'intervia.ticket' AND m.res_id = s.ticket_id
    AND m.create_date = r.create_date;

UPDATE mail_message AS m SET date = d.moved, create_date = d.moved
FROM intervia_demo_move AS d
JOIN stock_picking AS p ON p.id = d.picking_id
JOIN stock_move AS v ON v.id = d.id
WHERE m.model = 'intervia.ticket' AND m.res_id = v.intervia_ticket_id
    AND m.body LIKE '%(' || p.name || ')%';

-- The stock was counted four months ago
UPDATE stock_move AS m SET date = m.date - interval '4 months'
FROM ir_model_data AS d
JOIN product_product AS p ON p.id = d.res_id
WHERE d.module = 'intervia_helpdesk_stock' AND d.name = 'product_printer'
    AND m.is_inventory AND m.create_date = p.create_date;
UPDATE stock_move_line AS l SET date = m.date
FROM stock_move AS m WHERE l.move_id = m.id AND m.is_inventory AND l.date > m.date;

UPDATE intervia_ticket_supply AS s SET
    date_done = (
        SELECT MIN(m.date) FROM stock_move AS m
        WHERE m.intervia_supply_id = s.id AND m.state = 'done'
    ),
    create_date = d.moved
FROM intervia_demo_supply AS d WHERE s.id = d.id;

-- The activities of loans were told to nobody: the demo sends no mail.
DELETE FROM mail_mail
 WHERE state = 'outgoing'
   AND mail_message_id IN (SELECT id FROM mail_message WHERE model = 'intervia.ticket');
