from odoo import models
from odoo.exceptions import UserError


class InterviaTicket(models.Model):
    """What other addons show, and let do, on the page where a client sees his ticket.

    The base has no such page: whoever renders one asks here what belongs on it.
    """

    _inherit = "intervia.ticket"

    def _get_client_blocks(self):
        """Names of the templates to show on the page, in order.

        Called on a ticket that whoever looks may see, with his rights; as superuser
        when he came by the key of his mail. A template gets the variables of the page:
        ``ticket`` (as superuser), ``acts``, ``act_url``, ``access_token`` and ``form``,
        what was typed in a form that was refused.
        """
        self.ensure_one()
        return []

    def _get_client_page(self):
        """Path of the page where the client sees his ticket; empty without one.

        It holds no key: whoever follows it needs rights of his own.
        """
        self.ensure_one()
        return ""

    def _do_client_act(self, act, form, author):
        """A client who may answer here sent a form of one of the blocks.

        :param str act: the form was sent to ``<act_url>/do/<act>``
        :param form: what it says, as text
        :param author: ``res.partner``, whose words and deeds these are
        :return: name of the notice to show
        :raises UserError: when it cannot be done; what was typed is shown again
        """
        raise UserError(self.env._("This is no longer possible."))
