# Odoo shell: mails per second of the helpdesk and of a bare mail.thread model.
#
# Both get, in turns, the same mails to an alias of their own, each mail in a cursor of
# its own that commits; no mail leaves. SIZES tickets of each model are there before.
import gc
import itertools
import json
import os
import statistics
import time
from email.message import EmailMessage
from pathlib import Path

from odoo import SUPERUSER_ID, api

SIZES = [int(size) for size in os.environ["SIZES"].split(",")]
MAILS = int(os.environ["MAILS"])
OURS, BARE = "intervia.ticket", "intervia.bench.ticket"
CLIENTS = 500
BATCH = 10
TEXT = (
    "Buenos días: desde la actualización de ayer no podemos trabajar como siempre. Ya"
    " hemos reiniciado dos veces y mirado el cable. Llámenme, por favor. "
)
registry = env.registry
serial = itertools.count(1000)  # the same mail again would be a copy


def prepare():
    """An area and a bare alias, clients, one agent; nobody is limited or blocked."""
    env["ir.config_parameter"].set_param("mail.gateway.loop.threshold", "1000000")
    env["intervia.sla"].search([]).active = False  # the bare model promises nothing
    domain = env.company.alias_domain_id
    agent = env.ref("base.user_admin")
    area = env["intervia.area"].create(
        {"name": "Bench", "alias_name": "bench-ours", "member_ids": [(6, 0, agent.ids)]}
    )
    model = env["ir.model"]._get_id(BARE)
    env["mail.alias"].create(
        {"alias_name": "bench-bare", "alias_model_id": model, "alias_defaults": "{}"}
    )
    quiet = env["res.partner"].with_context(tracking_disable=True)
    clients = quiet.create(
        [
            {"name": f"Cliente {n}", "email": f"c{n}@bench.example"}
            for n in range(CLIENTS)
        ]
    )
    env.cr.commit()
    return {
        "domain": domain.name,
        "area": area.id,
        "company": area.company_id.id,
        "agent": agent.id,
        "agent_partner": agent.partner_id.id,
        "first_client": clients[0].id,
        "clients": CLIENTS,
        "comment": env.ref("mail.mt_comment").id,
        "stage": area._get_stage("assigned").id,
        "priority": env["intervia.priority"].search([], limit=1).id,
    }


TICKETS = {
    BARE: """
    INSERT INTO intervia_bench_ticket (name, partner_id, partner_email, user_id,
                create_uid, write_uid, create_date, write_date, description)
    SELECT 'Avería ' || n, %(first_client)s + n %% %(clients)s,
           'c' || n %% %(clients)s || '@bench.example', %(agent)s, 1, 1,
           now() - interval '9 day', now(), repeat(%(text)s, 4)
      FROM generate_series(%(start)s, %(stop)s) n RETURNING id""",
    OURS: """
    INSERT INTO intervia_ticket (name, number, partner_id, partner_email,
                partner_email_normalized, user_id, area_id, company_id, stage_id, state,
                is_open, priority_id, create_uid, write_uid, create_date, write_date,
                description {more})
    SELECT 'Avería ' || n, 'B' || n, %(first_client)s + n %% %(clients)s,
           'c' || n %% %(clients)s || '@bench.example',
           'c' || n %% %(clients)s || '@bench.example', %(agent)s, %(area)s,
           %(company)s, %(stage)s, 'assigned', true, %(priority)s, 1, 1,
           now() - interval '9 day', now(), repeat(%(text)s, 4) {values}
      FROM generate_series(%(start)s, %(stop)s) n RETURNING id""",
}
MESSAGES = """
    INSERT INTO mail_message (model, res_id, message_type, subtype_id, author_id,
                email_from, body, date, create_date, write_date, create_uid, write_uid,
                message_id, is_internal)
    SELECT %(model)s, id, 'comment', %(comment)s, %(agent_partner)s, 'a@bench.example',
           %(text)s, now(), now(), now(), 1, 1, '<' || %(model)s || id || '@bench>',
           false
      FROM unnest(%(ids)s) id"""
FOLLOWERS = """
    WITH added AS (
        INSERT INTO mail_followers (res_model, res_id, partner_id)
        SELECT %(model)s, id, %(agent_partner)s FROM unnest(%(ids)s) id RETURNING id)
    INSERT INTO mail_followers_mail_message_subtype_rel
    SELECT id, %(comment)s FROM added
"""


def fill(facts, ids, size):
    """Grow both models to ``size`` tickets, each with a message and a follower."""
    more, values = "", ""
    if "visibility" in env[OURS]._fields:
        more, values = ", visibility", ", 'author'"
    for model, statement in TICKETS.items():
        start = len(ids[model]) + 1
        span = {"start": start, "stop": size, "text": TEXT, "model": model}
        statement = statement.replace("{more}", more).replace("{values}", values)
        env.cr.execute(statement, {**facts, **span})
        new = [row[0] for row in env.cr.fetchall()]
        env.cr.execute(MESSAGES, {**facts, **span, "ids": new})
        if model == BARE:
            env.cr.execute(FOLLOWERS, {**facts, **span, "ids": new})
        ids[model] += new
    env.cr.commit()
    env.cr.execute("ANALYZE")
    env.cr.commit()


def build(facts, ids, model, kind, number):
    mail = EmailMessage()
    client = number * 7 % CLIENTS
    alias = "bench-ours" if model == OURS else "bench-bare"
    mail["To"] = f"{alias}@{facts['domain']}"
    mail["Subject"] = f"No funciona el equipo {number}"
    mail["Message-Id"] = f"<{model}-{kind}-{number}-{time.time_ns()}@bench.example>"
    if kind == "reply":
        ticket = ids[model][number * 13 % len(ids[model])]
        client = (number * 13 % len(ids[model]) + 1) % CLIENTS
        mail["In-Reply-To"] = mail["References"] = f"<{model}{ticket}@bench>"
    mail["From"] = f"Cliente {client} <c{client}@bench.example>"
    text = f"Caso {number}. {TEXT * (2 + number % 4)}"
    mail.set_content(text)
    mail.add_alternative(f"<div dir='ltr'><p>{text}</p></div>", subtype="html")
    if number % 4 == 0:
        mail.add_attachment(
            os.urandom(100_000), "application", "pdf", filename=f"parte-{number}.pdf"
        )
    return mail.as_bytes()


def answer(cursor_env, ticket_id):
    """What the bare model sends to be equal: a receipt, and a word to the agent."""
    ticket = cursor_env[BARE].browse(ticket_id)
    people = ticket.partner_id | cursor_env.ref("base.user_admin").partner_id
    ticket.with_context(mail_notify_force_send=False).message_notify(
        body="<p>Hemos recibido su consulta.</p>",
        subject=f"Re: {ticket.name}",
        partner_ids=people.ids,
    )


def timed(act):
    """Seconds of ``act(environment)`` in a transaction: wall and processor."""
    gc.collect()
    gc.disable()
    started = time.perf_counter(), time.process_time()
    with registry.cursor() as cr:
        act(api.Environment(cr, SUPERUSER_ID, {"fetchmail_cron_running": True}))
    seconds = time.perf_counter() - started[0], time.process_time() - started[1]
    gc.enable()
    return seconds


def process(raw, answers=False):
    """Seconds of one mail."""

    def receive(inside):
        found = inside["mail.thread"].message_process(None, raw)
        assert found, raw[:400]
        if answers:
            answer(inside, found)

    return timed(receive)


def tell():
    """Seconds of the job that writes what the helpdesk owes to its new tickets."""

    def work(inside):
        inside["ir.cron.trigger"].search([]).unlink()  # as whoever runs jobs does
        inside["intervia.intake"]._cron_tell()

    return timed(work)


def measure(facts, ids, kind, equal=False):
    """Mails per second by the median mail, of both models in turns.

    The job that tells of new tickets runs every BATCH mails, as it does while a mailbox
    is read; with ``equal``, each mail bears its share of that.
    """
    took, told = {OURS: [], BARE: []}, []
    tell()  # what an earlier turn left
    for turn in range(-BATCH, MAILS):
        number = next(serial)
        order = (BARE, OURS) if turn % 2 else (OURS, BARE)
        for model in order:
            raw = build(facts, ids, model, kind, number)
            seconds = process(raw, answers=equal and model == BARE)
            if turn >= 0:
                took[model].append(seconds)
        if (turn + 1) % BATCH == 0:
            told.append(tell())
    wall, cpu = ({m: median(took[m], which) for m in took} for which in (0, 1))
    if equal:
        wall[OURS] += median(told[1:], 0) / BATCH
        cpu[OURS] += median(told[1:], 1) / BATCH
    return {
        "bare": 1 / wall[BARE],
        "ours": 1 / wall[OURS],
        "ratio": wall[BARE] / wall[OURS],
        "cpu_ratio": cpu[BARE] / cpu[OURS],
    }


def median(pairs, which):
    return statistics.median(pair[which] for pair in pairs)


class Sink:
    """No SMTP: mails are built, then dropped, for both models."""

    from_filter = smtp_from = False

    def quit(self):
        pass


servers = registry["ir.mail_server"]
servers._connect__ = lambda self, *args, **kwargs: Sink()
servers.send_email = lambda self, message, *args, **kwargs: message["Message-Id"]
facts = prepare()
ids = {OURS: [], BARE: []}
results = []
for size in SIZES:
    fill(facts, ids, size)
    for kind, equal in (("new", False), ("new", True), ("reply", False)):
        name = "new, both with a receipt and a notice" if equal else kind
        results.append({"size": size, "kind": name, **measure(facts, ids, kind, equal)})
Path(os.environ["OUTPUT"]).write_text(json.dumps(results))
