from odoo import api, fields, models
from odoo.tools import SQL

LEVELS = (100, 80)


class InterviaContractWarning(models.Model):
    """That somebody was told how much of a contract is used: once a period."""

    _name = "intervia.contract.warning"
    _description = "Warning of a Contract"
    _order = "id desc"

    contract_id = fields.Many2one(
        "intervia.contract", required=True, index=True, ondelete="cascade"
    )
    period = fields.Char(required=True, help="The month, or the last pack.")
    level = fields.Integer(required=True)

    _once = models.Constraint(
        "UNIQUE(contract_id, period, level)", "They were told already."
    )


class InterviaContract(models.Model):
    """Telling the client and the account manager that the hours run out."""

    _inherit = "intervia.contract"

    @api.model
    def _cron_keep_up(self):
        self._keep_up()
        self._warn_all()

    @api.model
    def _warn_all(self):
        """Tell about every running contract that reached 80 or 100 % of its hours."""
        for contract in self.search([("state", "=", "running")]):
            level = next((lv for lv in LEVELS if contract.used_ratio >= lv), None)
            if level and contract._note_warning(level):
                contract._warn(level)

    def _get_warned_period(self):
        """The month, and the packs there are: a new pack may be told about again."""
        packs = self.grant_ids.sorted("id")[-1:].id or 0
        month = f"{fields.Date.context_today(self):%Y-%m}"
        return f"{month if self.kind == 'monthly' else ''}/{packs}"

    def _note_warning(self, level):
        """Whether nobody was told yet; lower levels count as told with this one."""
        told = self.env.execute_query(
            SQL(
                """INSERT INTO intervia_contract_warning
                               (contract_id, period, level, create_date, create_uid)
                        SELECT %s, %s, level, now() AT TIME ZONE 'UTC', %s
                          FROM unnest(%s) AS level
                   ON CONFLICT DO NOTHING RETURNING level""",
                self.id,
                self._get_warned_period(),
                self.env.uid,
                [lv for lv in LEVELS if lv <= level],
            )
        )
        return (level,) in told

    def _warn(self, level):
        """Write to the managers of the client, and leave the account manager a task."""
        template = self.env.ref(
            "intervia_helpdesk_billing.mail_template_contract_warning"
        )
        for person in self._get_people_to_warn():
            template.with_context(lang=person.lang).send_mail(
                self.id,
                email_values={"recipient_ids": [(6, 0, person.ids)], "email_to": False},
            )
        if self.user_id:
            self.activity_schedule(
                "mail.mail_activity_data_todo",
                user_id=self.user_id.id,
                summary=self.with_context(lang=self.user_id.lang).env._(
                    "%(used)s %% of the hours used", used=round(self.used_ratio)
                ),
            )

    def _get_people_to_warn(self):
        """The managers among the client's contacts, else the address of the company."""
        contacts = self.partner_id.child_ids.filtered("email")
        if "intervia_is_client_manager" in contacts._fields:
            managers = contacts.filtered("intervia_is_client_manager")
        else:
            managers = contacts.browse()
        return managers or self.partner_id.filtered("email")
