from collections import namedtuple

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.mail import email_normalize, email_normalize_all

from ...tools.personal_words import get_json_pattern
from ..intake.ledger import PENDING

# What the law makes us keep of somebody who was invoiced is among these
FISCAL = ("name", "vat", "street", "street2", "city", "zip")
TEXTS = ("char", "text", "html", "binary", "image", "properties")
ERROR_TEXTS = ("details", "path", "program", "screenshot", "origin", "partner_id")
MAIL_TEXTS = ("raw", "email_from", "sender", "email_to", "reason", "sketch")
MAIL_TEXTS += ("text_digest", "spam_tokens", "spam_reasons")
MAIL_TEXTS += ("media_due", "notices_due")  # what is still to be fetched, or told
TICKET_TEXTS = ("partner_name", "partner_email", "partner_email_normalized")
TICKET_TEXTS += ("partner_phone", "forwarded_email")

# what is done in words (or nothing, if it is said elsewhere), the records, and their
# new values; no values: deleted
Act = namedtuple("Act", "what records values", defaults=[None])


class ResPartner(models.Model):
    """The right of a person to be forgotten (article 17 of the GDPR)."""

    _inherit = "res.partner"

    def _erase_intervia_person(self, erase_files=False):
        """Make this person anonymous. His tickets remain, without saying whose.

        :param bool erase_files: delete the files that he sent, too
        :return: what was done, a line each
        """
        self.ensure_one()
        self._check_intervia_erasable()
        traces = self._find_intervia_traces()
        # sudo: asked by an administrator of the helpdesk, for the person himself
        person = self.sudo().with_context(active_test=False, tracking_disable=True)
        acts = [*person._get_intervia_erasing_acts(traces)]
        if erase_files:
            acts.insert(0, person._get_intervia_files_act(traces))
        done = [line for act in acts if (line := person._do_intervia_act(act))]
        words = person._erase_intervia_words(traces)
        done.append(self.env._("Texts where his name was taken out: %s", words))
        done += person._erase_intervia_identity(traces)
        person._on_intervia_erased(traces)
        self.env.registry.clear_cache()
        return done

    def _check_intervia_erasable(self):
        """Employees are the company's business, not the helpdesk's."""
        # sudo: whoever has no right to see users must not erase one either
        if any(
            not user.share
            for user in self.sudo().with_context(active_test=False).user_ids
        ):
            raise UserError(
                self.env._("%s is an employee: archive the user instead.", self.name)
            )
        if self.is_company:
            raise UserError(self.env._("A company is not a person."))

    def _get_intervia_kept_fields(self):
        """Fields that the law makes us keep. Extension point of the leaf addons.

        With any, the person's tickets go to another contact without a name, and this
        one stays for the invoices alone.
        """
        return set()

    def _on_intervia_erased(self, traces):
        """What follows from texts has to be made anew. Extension point."""

    # What is deleted, and what is emptied

    def _get_intervia_erasing_acts(self, traces):
        """Each kind of row that is his alone. Extension point of the leaf addons.

        :rtype: iterable of Act
        """
        yield from self._get_intervia_deletions(traces)
        yield from self._get_intervia_log_acts(traces)
        yield from self._get_intervia_mail_acts(traces)
        env = self.env
        named = dict.fromkeys(TICKET_TEXTS, False)
        yield Act(env._("Names and addresses of tickets"), traces.own, named)
        reports = env["intervia.error.report"].search(
            [("partner_id", "in", traces.persons.ids)]
        )
        emptied = {**dict.fromkeys(ERROR_TEXTS, False), "name": traces.word}
        yield Act(
            env._("Pictures of errors that he reported"),
            env["ir.attachment"].search(
                [
                    ("res_model", "=", "intervia.ticket"),
                    ("res_id", "in", reports.ticket_id.ids),
                    ("name", "=", "screenshot.png"),
                ]
            ),
        )
        yield Act(env._("Errors that he reported"), reports, emptied)

    def _get_intervia_deletions(self, traces):
        env, persons, users = self.env, traces.persons.ids, traces.users.ids
        addresses = [*traces.addresses]
        of_user = [("user_id", "in", users)]
        numbers = [*filter(None, traces.persons.mapped("phone_sanitized"))]
        chatter = [("model", "=", "res.partner"), ("res_id", "in", persons)]
        activities = [("res_model", "=", "res.partner"), ("res_id", "in", persons)]
        owned = Domain("partner_id", "in", persons)
        address = owned | Domain("email_normalized", "in", addresses)
        mailed, phoned = (
            Domain("email", "in", addresses),
            Domain("number", "in", numbers),
        )
        of_tickets = Domain("ticket_id", "in", traces.own.ids)
        logged_in = Domain("create_uid", "in", users)
        for what, model, domain in (
            (env._("Further addresses"), "intervia.client.address", address),
            (env._("Text messages"), "intervia.sms", of_tickets),
            (env._("Text messages"), "sms.sms", owned | phoned),
            (env._("Tickets that he followed"), "mail.followers", owned),
            (env._("Devices for notices"), "mail.push.device", owned),
            (env._("Exclusions"), "mail.blacklist", mailed),
            (env._("Exclusions"), "phone.blacklist", phoned),
            (env._("Activities"), "mail.activity", activities),
            (env._("History of his contact"), "mail.message", chatter),
            (env._("Keys"), "res.users.apikeys", of_user),
            (env._("Trusted devices"), "auth_totp.device", of_user),
            (env._("Log-ins"), "res.device.log", of_user),
            (env._("Log-ins"), "res.users.log", logged_in),
        ):
            if model in env:
                yield Act(what, env[model].search(domain))
        mails = self._find_intervia_mails(traces).filtered(
            lambda mail: (
                mail.recipient_ids <= traces.persons
                and traces.addresses.issuperset(email_normalize_all(mail.email_to))
            )
        )
        yield Act(env._("Mails addressed to him"), mails)

    def _get_intervia_log_acts(self, traces):
        """Logs go on saying what happened, not to whom."""
        env = self.env
        logins = traces.users.mapped("login")
        self._erase_intervia_strikes(traces.users)
        self._erase_intervia_bus(traces)
        yield Act(
            env._("Failed log-ins"),
            env["intervia.login.attempt"].search([("login", "in", logins)]),
            {"login": False},
        )
        changes = env["intervia.password.change"].search(
            [("target_id", "in", traces.users.ids)]
        )
        yield Act(env._("Passwords changed by staff"), changes, {"login": traces.word})
        views = env["intervia.ticket.view"].search(
            [("partner_id", "in", traces.persons.ids)]
        )
        nobody = {"partner_id": False, "viewer": SQL("'x' || id")}
        yield Act(env._("Views of tickets"), views, nobody)

    def _erase_intervia_strikes(self, users):
        """The counter of failed log-ins knows for a day who failed."""
        names = [f"login {user.login}".lower() for user in users]
        names += [f"uid {user.id}" for user in users]
        self.env.cr.execute(
            SQL(
                """UPDATE intervia_login_ban SET strikes = (
                     SELECT jsonb_object_agg(key, CASE WHEN value->>1 = ANY(%(names)s)
                            THEN jsonb_build_array(value->0, '') ELSE value END)
                       FROM jsonb_each(strikes))
                    WHERE EXISTS (SELECT FROM jsonb_each(strikes)
                                   WHERE value->>1 = ANY(%(names)s))""",
                names=names,
            )
        )

    def _erase_intervia_bus(self, traces):
        """What is on its way to open screens, or was, within the last day."""
        names = filter(None, traces.persons.mapped("name"))
        words = [*traces.addresses, *names]
        if words and "bus.bus" in self.env:
            found = "|".join(map(get_json_pattern, words))
            self.env.cr.execute("DELETE FROM bus_bus WHERE message ~* %s", [found])

    def _get_intervia_mail_acts(self, traces):
        """The originals of his mails; what they said stays in the tickets."""
        env = self.env
        addresses = [*traces.addresses]
        by_phone = Domain("ticket_id", "in", traces.own.ids)
        by_phone &= Domain("sender", "=", False) & Domain("door_id", "!=", False)
        mails = env["intervia.intake"].search(
            Domain("sender", "in", addresses) | by_phone
        )
        waiting = mails.filtered(lambda mail: mail.outcome in PENDING)
        emptied = {**dict.fromkeys(MAIL_TEXTS, False), "subject": traces.word}
        yield Act(env._("Mails not processed yet"), waiting)
        yield Act(env._("Originals of mails"), mails - waiting, emptied)
        tokens = [f"from:{address}" for address in addresses]
        yield Act(
            env._("Words of the spam filter"),
            env["intervia.spam.token"].search([("token", "in", tokens)]),
        )
        written = traces.messages.filtered(
            lambda message: (
                message.author_id in traces.persons
                or email_normalize(message.email_from or "") in traces.addresses
            )
        )
        yield Act(env._("Senders of messages"), written, {"email_from": False})
        notices = env["mail.notification"].search(
            Domain("res_partner_id", "in", traces.persons.ids)
            | Domain("mail_email_address", "in", addresses)
        )
        texts = ("mail_email_address", "sms_number", "failure_reason")
        known = dict.fromkeys([f for f in texts if f in notices._fields], False)
        yield Act(env._("Notices to him"), notices, known)

    def _get_intervia_files_act(self, traces):
        sent = traces.messages.filtered(lambda m: m.author_id in traces.persons)
        files = sent.attachment_ids | self.env["ir.attachment"].search(
            [
                ("res_model", "=", "intervia.ticket"),
                ("res_id", "in", traces.tickets.ids),
                ("create_uid", "in", traces.users.ids),
            ]
        )
        return Act(self.env._("Files that he sent"), files)

    def _do_intervia_act(self, act):
        """
        :return: a line that says what was done, or nothing
        """
        count = len(act.records)
        if not count:
            return ""
        if act.values is None:
            act.records.unlink()
        else:
            self._empty_intervia_rows(act.records, act.values)
        return act.what and f"{act.what}: {count}"

    def _empty_intervia_rows(self, records, values):
        """Past the ORM: nobody is told, nothing is tracked or refused."""
        files = [name for name in values if not records._fields[name].column_type]
        if files:
            records.write(dict.fromkeys(files, False))
        self.env.flush_all()
        columns = [
            SQL("%s = %s", SQL.identifier(name), None if value is False else value)
            for name, value in values.items()
            if name not in files
        ]
        self.env.cr.execute(
            SQL(
                "UPDATE %s SET %s WHERE id = ANY(%s)",
                SQL.identifier(records._table),
                SQL(", ").join(columns),
                records.ids,
            )
        )
        records.invalidate_recordset(flush=False)

    # Who he was

    def _erase_intervia_identity(self, traces):
        """His contact and his accounts."""
        kept = self._get_intervia_kept_fields()
        done = self._close_intervia_users(traces.users)
        stand_in = self._replace_intervia_person(traces) if kept else self
        texts = dict.fromkeys(self._get_intervia_identity_fields() - kept, False)
        for partner in traces.persons:
            values = {**texts, "active": False, "category_id": False}
            if "name" not in kept:
                values["name"] = self.env._("Anonymous %s", partner.id)
            # the platform looks for active accounts by a plain search
            partner.with_context(tracking_disable=True, active_test=True).write(values)
        # the writing of values leaves a word in the history, too
        traces.persons.message_ids.filtered(
            lambda message: message.model == "res.partner"
        ).unlink()
        if kept:
            labels = self.fields_get(sorted(kept), ["string"]).values()
            done.append(
                self.env._(
                    "Kept because the law asks for it, with his posted invoices and"
                    " nothing else: %(fields)s. His tickets now belong to %(other)s.",
                    fields=", ".join(label["string"] for label in labels),
                    other=stand_in.name,
                )
            )
        return done

    def _get_intervia_identity_fields(self):
        """Every text and picture of a contact, of whichever module."""
        return {
            name
            for name, field in self._fields.items()
            if field.type in TEXTS
            and field.store
            and not field.required
            and not field.related
            and not (field.compute and field.readonly)
        } - {"name"}

    def _close_intervia_users(self, users):
        if not users:
            return []
        users.write({"active": False, "signature": False})
        # by the ORM, the platform would write a mail about it to his old address
        secrets = ("password", "totp_secret", "out_of_office_message")
        values = {name: False for name in secrets if name in users._fields}
        values["login"] = SQL("'anonymous-' || id")
        self._empty_intervia_rows(users, values)
        return [self.env._("Accounts closed: %s", len(users))]

    def _replace_intervia_person(self, traces):
        """A contact without a name takes the place of one that has to keep his.

        :return: the new contact
        """
        stand_in = self.create(
            {
                "name": self.env._("Anonymous %s", self.id),
                "parent_id": self.parent_id.id,
                "company_id": self.company_id.id,
                "active": False,
            }
        )
        self.env.flush_all()
        spared = self._get_intervia_spared_models() | {"intervia.person.act"}
        for name, model in self.env.items():
            if name.startswith("intervia.") and name not in spared and model._auto:
                for field in model._fields.values():
                    if field.type == "many2one" and field.comodel_name == self._name:
                        self._repoint_intervia(model, field, stand_in)
        message = self.env["mail.message"]
        self._repoint_intervia(message, message._fields["author_id"], stand_in)
        self.env.invalidate_all(flush=False)
        return stand_in

    def _repoint_intervia(self, model, field, stand_in):
        if field.store:
            self.env.cr.execute(
                SQL(
                    "UPDATE %s SET %s = %s WHERE %s = %s",
                    SQL.identifier(model._table),
                    SQL.identifier(field.name),
                    stand_in.id,
                    SQL.identifier(field.name),
                    self.id,
                )
            )
