import random
from datetime import timedelta

from odoo import Command
from odoo.fields import Datetime
from odoo.tools import SQL

from .common import HelpdeskCase

DATES = ("create_date", "date_first_reply", "date_closed", "date_cancelled")


class MetricsCase(HelpdeskCase):
    """Tickets that lived at random, and what was done to them, written down."""

    TICKETS = 36
    DAYS = 58

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seed = random.randrange(10**6)
        cls.dice = random.Random(cls.seed)
        cls.other_agent = cls._create_user("other_agent", "group_agent")
        cls.other_area = cls._create_area(
            "Elsewhere",
            supervisor_ids=[Command.clear()],
            member_ids=[Command.set(cls.other_agent.ids)],
        )
        cls.reopened = {}
        cls.tickets = cls.env["intervia.ticket"].browse()
        for _number in range(cls.TICKETS):
            cls.tickets |= cls._live()
        cls._date()

    @classmethod
    def _live(cls):
        dice = cls.dice
        area, agent = dice.choice(
            [(cls.area, cls.user_agent), (cls.other_area, cls.other_agent)]
        )
        ticket = cls._create_ticket(
            area_id=area.id,
            user_id=agent.id if dice.random() < 0.7 else False,
            channel_id=dice.choice(cls.env["intervia.channel"].search([])).id,
        )
        for _turn in range(dice.randrange(4)):
            author = dice.choice([cls.user_customer, agent])
            note = author == agent and dice.random() < 0.3
            ticket.with_user(author).sudo().message_post(
                body="Words",
                author_id=author.partner_id.id,
                message_type="comment",
                subtype_xmlid="mail.mt_note" if note else "mail.mt_comment",
            )
        if dice.random() < 0.5:
            cls.env["intervia.worklog"].create(
                {
                    "ticket_id": ticket.id,
                    "user_id": agent.id,
                    "name": "Work",
                    "hours": dice.randrange(1, 9) / 4,
                }
            )
        cls._end(ticket)
        return ticket

    @classmethod
    def _end(cls, ticket):
        state = cls.dice.choice(["", "waiting", "finished", "finished", "cancelled"])
        if not state or ticket.state == state:
            return
        ticket._move_to(state)
        cls._flush()
        cls.reopened[ticket.id] = 0
        if state == "finished":
            for _time in range(cls.dice.choice([0, 0, 1, 2])):
                ticket.action_reopen()
                cls._flush()
                cls.reopened[ticket.id] += 1
                if cls.dice.random() < 0.7:
                    ticket._move_to("finished")
                    cls._flush()
                else:
                    break

    @classmethod
    def _flush(cls):
        """Moves are written into the log one by one."""
        cls.env.flush_all()
        cls.cr.precommit.run()

    @classmethod
    def _date(cls):
        """Spread what happened over the last weeks, a question before its answer."""
        cls.env.flush_all()
        now = Datetime.now()
        for ticket in cls.tickets:
            hours = cls.dice.randrange(2, cls.DAYS * 24)
            start = now - timedelta(hours=hours, minutes=cls.dice.randrange(60))
            values = {"create_date": start}
            moment = start
            for name in DATES[1:]:
                if ticket[name]:
                    moment += (now - moment) * cls.dice.random() * 0.5
                    values[name] = moment.replace(microsecond=0)
            cls.env.cr.execute(
                SQL(
                    "UPDATE intervia_ticket SET %s WHERE id = %s",
                    SQL(", ").join(
                        SQL("%s = %s", SQL.identifier(name), value)
                        for name, value in values.items()
                    ),
                    ticket.id,
                )
            )
        cls.env.invalidate_all()
        cls.env["intervia.ticket"]._refresh_work_hours()
        cls.env.flush_all()
