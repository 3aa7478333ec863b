from odoo import fields, models


class SaleOrder(models.Model):
    """Mails about an order of a ticket: answers come back to the ticket."""

    _inherit = "sale.order"

    def _find_mail_template(self):
        """A quote of a ticket speaks of the ticket."""
        template = super()._find_mail_template()
        if not self.intervia_ticket_id or self.state == "sale":
            return template
        if self.env.context.get("proforma"):
            return template
        own = self.env.ref(
            "intervia_helpdesk_billing.mail_template_quote", raise_if_not_found=False
        )
        return own or template

    def action_quotation_send(self):
        action = super().action_quotation_send()
        if self.intervia_ticket_id and action.get("context"):
            action["context"]["intervia_paper_optional"] = True
        return action

    def _send_order_notification_mail(self, mail_template, **kwargs):
        order = self
        if self.intervia_ticket_id:
            order = self.with_context(intervia_paper_optional=True)
        return super(SaleOrder, order)._send_order_notification_mail(
            mail_template, **kwargs
        )

    def message_post(self, **kwargs):
        """Leave out a paper that could not be made; note that the client saw it."""
        if kwargs.get("subtype_xmlid") == "sale.mt_order_viewed":
            self._note_intervia_viewed()
        if self.env.context.get("intervia_paper_optional"):
            files = kwargs.get("attachments") or []
            kwargs["attachments"] = [file for file in files if file[1]]
        return super().message_post(**kwargs)

    def _note_intervia_viewed(self):
        """The client opened the page of a quote: staff reads so on the ticket, once."""
        # sudo: who opens the page is a client
        for order in self.sudo():
            ticket = order.intervia_ticket_id
            if ticket and not order.intervia_date_viewed:
                order.intervia_date_viewed = fields.Datetime.now()
                env = order.with_context(lang=order.company_id.partner_id.lang).env
                ticket._message_log(
                    body=env._("The client saw quote %(order)s.", order=order.name)
                )

    def _notify_get_reply_to_batch(self, defaults=None, author_ids=None):
        """Whoever answers the mail of a quote speaks to the ticket."""
        result = super()._notify_get_reply_to_batch(
            defaults=defaults, author_ids=author_ids
        )
        for order in self.filtered("intervia_ticket_id"):
            # sudo: the address of an area is public, its settings are not
            area = order.sudo().intervia_ticket_id.area_id
            if area.alias_email:
                result[order.id] = area._get_reply_address()
        return result
