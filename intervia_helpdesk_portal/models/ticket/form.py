from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import plaintext2html
from odoo.tools.mail import email_normalize

from ...tools.form_values import read_id, read_text

MAX_PER_HOUR = 30
MAX_SUBJECT = 200
MAX_TEXT = 50_000


class InterviaTicket(models.Model):
    """From the form of the support centre to the values of a ticket."""

    _inherit = "intervia.ticket"

    @api.model
    def _read_question(self, form, choices):
        """Read what was typed; nothing that the form did not offer gets through.

        :param dict form: texts, as sent
        :param dict choices: see ``website._get_intervia_choices``
        :return: values of a ticket without its client (a visitor's ``partner_name`` and
            ``partner_email`` are among them), and errors by field
        """
        chosen = {
            "type_id": self._pick(choices["types"], form.get("type_id")),
            "area_id": self._pick(choices["areas"], form.get("area_id")),
            "category_id": self._pick(choices["categories"], form.get("category_id")),
            "program_id": self._pick(choices["programs"], form.get("program_id")),
            "priority_id": self._pick(choices["priorities"], form.get("priority_id")),
        }
        typed = self._read_texts(form)
        if chosen["category_id"] and not chosen["area_id"]:
            chosen["area_id"] = chosen["category_id"].area_id
        errors = {
            **self._judge_choices(chosen, choices, typed),
            **self._judge_texts(typed),
        }
        values = {key: record.id for key, record in chosen.items() if record}
        values |= {key: text for key, text in typed.items() if text}
        if values.get("description"):
            values["description"] = str(plaintext2html(values["description"]))
        values["client_wants_mail"] = self._is_visitor() or bool(
            form.get("client_wants_mail")
        )
        return values, errors

    @api.model
    def _is_visitor(self):
        return self.env.user._is_public()

    @api.model
    def _pick(self, offered, given):
        """The offered record of this id, else none."""
        number = read_id(given)
        return offered.filtered(lambda record: record.id == number)

    @api.model
    def _read_texts(self, form):
        names = ["name", "description", "program_version"]
        if self._is_visitor():
            names += ["partner_name", "partner_email"]
        return {name: read_text(form.get(name)) for name in names}

    @api.model
    def _judge_choices(self, chosen, choices, typed):
        errors = {}
        if choices["types"] and not chosen["type_id"]:
            errors["type_id"] = self.env._("Choose what your question is like.")
        if not chosen["area_id"]:
            errors["area_id"] = self.env._("Choose who should attend you.")
        elif chosen["category_id"].area_id - chosen["area_id"]:
            errors["category_id"] = self.env._(
                "This subject belongs to another department: choose one of this list."
            )
        if chosen["type_id"].asks_program and choices["programs"]:
            if not chosen["program_id"]:
                errors["program_id"] = self.env._("Choose the program.")
            if not typed["program_version"]:
                errors["program_version"] = self.env._(
                    "Write the version, or that you do not know it."
                )
        return errors

    @api.model
    def _judge_texts(self, typed):
        errors = {}
        if len(typed["name"]) < 3:
            errors["name"] = self.env._("Say in a few words what it is about.")
        elif len(typed["name"]) > MAX_SUBJECT:
            errors["name"] = self.env._(
                "The title takes up to %(max)s letters: the rest goes below.",
                max=MAX_SUBJECT,
            )
        if not typed["description"]:
            errors["description"] = self.env._(
                "Describe what happens or what you need."
            )
        elif len(typed["description"]) > MAX_TEXT:
            errors["description"] = self.env._(
                "The description is too long: send the rest as a compressed file."
            )
        if "partner_name" in typed and not typed["partner_name"]:
            errors["partner_name"] = self.env._("Tell us your name.")
        if "partner_email" in typed and not email_normalize(typed["partner_email"]):
            errors["partner_email"] = self.env._(
                "Write a valid e-mail address, such as name@example.com."
            )
        return errors

    @api.model
    def _check_client_pace(self):
        """Nobody asks this often in one hour: it is a program, or a mistake."""
        since = fields.Datetime.now() - timedelta(hours=1)
        # sudo: counted whoever the client of the ticket is
        asked = self.sudo().search_count(
            [("create_uid", "=", self.env.uid), ("create_date", ">", since)],
            limit=MAX_PER_HOUR,
        )
        if asked >= MAX_PER_HOUR:
            raise UserError(
                self.env._("You have sent many questions. Please wait an hour.")
            )
