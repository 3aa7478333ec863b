"""Twenty thousand tickets with their history, by SQL, in a few seconds."""

from odoo.tools import SQL

WORDS = ["VPN", "printer", "invoice", "login", "scanner"]
WORDS += ["laptop", "backup", "firewall", "mailbox", "phone"]
FAULTS = ["fails", "is slow", "asks for a password", "cannot be reached", "is lost"]


def fill(env, count, areas, agents, clients):
    """Insert ``count`` tickets: four of five closed, spread over the people given.

    Each has two followers, two messages and, once closed, an entry of work.

    :return: id of the first one
    """
    env.flush_all()
    [(base,)] = env.execute_query(
        SQL("SELECT coalesce(max(id), 0) FROM intervia_ticket")
    )
    facts = {
        "base": base,
        "count": count,
        "areas": areas.ids,
        "agents": agents.ids,
        "agent_partners": agents.partner_id.ids,
        "clients": clients.ids,
        "companies": clients.commercial_partner_id.ids,
        "per_company": len(clients) // len(clients.commercial_partner_id),
        "company": areas.company_id.id,
        "words": WORDS,
        "faults": FAULTS,
        "stages": [
            env.ref(f"intervia_helpdesk.stage_{state}").id
            for state in ("registered", "assigned", "in_progress", "finished")
        ],
        "states": ["registered", "assigned", "in_progress", "finished"],
        "priorities": env["intervia.priority"].search([]).ids,
        "comment": env.ref("mail.mt_comment").id,
    }
    steps = (_FACTS, _TICKETS, _SEQUENCE, _ATTENDED, _FOLLOWERS, _MESSAGES, _WORKLOG)
    for statement in steps:
        env.cr.execute(SQL(statement, **facts))
    for column in ("name", "number"):  # as VACUUM does
        index = f"intervia_ticket__{column}_index"
        env.cr.execute(SQL("SELECT gin_clean_pending_list(%s::regclass)", index))
    for table in (
        "intervia_ticket",
        "intervia_ticket_attended_rel",
        "intervia_worklog",
        "mail_followers",
        "mail_message",
        "res_partner",
    ):
        env.cr.execute(SQL("ANALYZE %s", SQL.identifier(table)))
    env.invalidate_all()
    return base + 1


_FACTS = """
CREATE TEMPORARY TABLE bulk_fact ON COMMIT DROP AS
SELECT n, %(base)s + n AS id,
       CASE WHEN n %% 100 < 80 THEN 4 WHEN n %% 100 < 86 THEN 1
            WHEN n %% 100 < 96 THEN 2 ELSE 3 END AS state_no,
       (%(areas)s)[1 + n %% cardinality(%(areas)s)] AS area_id,
       1 + (n / 7) %% cardinality(%(agents)s) AS agent_no,
       1 + (n * 31) %% cardinality(%(clients)s) AS client_no,
       1 + (n * 13) %% cardinality(%(priorities)s) AS priority_no,
       (%(words)s)[1 + n %% 10] || ' ' || (%(faults)s)[1 + (n / 10) %% 5]
           || ' (' || n || ')' AS name,
       now() AT TIME ZONE 'UTC' - (%(count)s - n) * interval '20 minutes' AS created
  FROM generate_series(1, %(count)s) n
"""
_TICKETS = """
INSERT INTO intervia_ticket (id, number, name, description, area_id, company_id,
       partner_id, commercial_partner_id, partner_name, partner_email, user_id,
       stage_id, state, is_open, client_label, progress, priority_id, priority_level,
       date_assigned, date_closed, create_uid, write_uid, create_date, write_date)
SELECT f.id, to_char(500000 + f.n, 'FM000000'), f.name,
       '<p>' || repeat('Good morning, since the update we cannot work. ', 8) || '</p>',
       f.area_id, %(company)s, p.id, p.commercial_partner_id, p.name, p.email,
       CASE WHEN f.state_no > 1 THEN (%(agents)s)[f.agent_no] END,
       (%(stages)s)[f.state_no], (%(states)s)[f.state_no], f.state_no < 4,
       'in_progress', 50, r.id, r.level,
       CASE WHEN f.state_no > 1 THEN f.created END,
       CASE WHEN f.state_no = 4 THEN f.created + interval '1 day' END,
       1, 1, f.created, f.created
  FROM bulk_fact f
  JOIN res_partner p ON p.id = (%(clients)s)[f.client_no]
  JOIN intervia_priority r ON r.id = (%(priorities)s)[f.priority_no]
 ORDER BY f.n
"""
_SEQUENCE = """
SELECT setval('intervia_ticket_id_seq', max(id)) FROM intervia_ticket
"""
_ATTENDED = """
INSERT INTO intervia_ticket_attended_rel (ticket_id, user_id)
SELECT id, user_id FROM intervia_ticket WHERE id > %(base)s AND user_id IS NOT NULL
"""
_FOLLOWERS = """
INSERT INTO mail_followers (res_model, res_id, partner_id)
SELECT 'intervia.ticket', id, (%(clients)s)[client_no] FROM bulk_fact
UNION ALL
SELECT 'intervia.ticket', id, (%(agent_partners)s)[agent_no]
  FROM bulk_fact WHERE state_no > 1
"""
_MESSAGES = """
INSERT INTO mail_message (model, res_id, message_type, subtype_id, author_id, subject,
       body, date, message_id, is_internal, create_uid, write_uid, create_date,
       write_date)
SELECT 'intervia.ticket', f.id, 'email', %(comment)s, (%(clients)s)[f.client_no],
       f.name, '<p>Good morning</p>', f.created, '<' || f.n || '.' || k || '@bulk>',
       false, 1, 1, f.created, f.created
  FROM bulk_fact f CROSS JOIN generate_series(1, 2) k
"""
_WORKLOG = """
INSERT INTO intervia_worklog (ticket_id, user_id, name, date_start, hours, billable,
       area_id, company_id, partner_id, commercial_partner_id, create_uid, write_uid,
       create_date, write_date)
SELECT id, user_id, 'Solved', date_assigned, 0.5, true, area_id, company_id,
       partner_id, commercial_partner_id, 1, 1, create_date, create_date
  FROM intervia_ticket WHERE id > %(base)s AND NOT is_open
"""
