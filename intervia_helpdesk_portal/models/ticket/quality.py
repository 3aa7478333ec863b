from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

STARS = range(1, 6)


class InterviaTicket(models.Model):
    """What the client says of the answers, one by one, and of the whole case."""

    _name = "intervia.ticket"
    # the thread again: the platform orders bases as they are named last
    _inherit = ["intervia.ticket", "rating.mixin", "mail.thread"]

    answer_rating_ids = fields.One2many(
        "intervia.answer.rating",
        "ticket_id",
        string="Evaluations of answers",
        groups="intervia_helpdesk.group_agent",
    )
    answer_score = fields.Float(
        "Score of the answers",
        compute="_compute_answer_score",
        compute_sudo=True,
        groups="intervia_helpdesk.group_agent",
        help="Average of the evaluated answers, from 0 to 100.",
    )

    # known at birth: see _get_birth_values
    rating_last_value = fields.Float(
        compute="_compute_rating_last_value",
        compute_sudo=True,
        store=True,
        precompute=True,
    )

    @api.model
    def _get_birth_values(self):
        return {**super()._get_birth_values(), "rating_last_value": 0.0}

    def _compute_answer_score(self):
        groups = self.env["intervia.answer.rating"]._read_group(
            [("ticket_id", "in", self.ids)], ["ticket_id"], ["score:avg"]
        )
        scores = {ticket.id: score for ticket, score in groups}
        for ticket in self:
            ticket.answer_score = scores.get(ticket.id, 0)

    # Framework of ratings

    def _search_rating_avg(self, operator, value):
        """The platform's own stumbles over a set, which is how it asks for equality."""
        self._check_staff_search("rating_avg")
        if operator == "in":
            search = super()._search_rating_avg
            return Domain.OR(search("=", number) for number in value)
        if operator == "not in":
            return NotImplemented
        return super()._search_rating_avg(operator, value)

    def _rating_get_operator(self):
        return self.user_id.partner_id

    def _rating_get_partner(self):
        return self.partner_id

    def _rating_get_parent_field_name(self):
        return "area_id"

    def _rating_apply_get_default_subtype_id(self):
        """A note: a verdict is not a message, it must not reopen the ticket."""
        return self.env["ir.model.data"]._xmlid_to_res_id("mail.mt_note")

    # The client's acts

    def _may_rate(self):
        """The client's side rates: author, his manager, or the holder of the key.

        Never support, not even on a case of its own.
        """
        self.ensure_one()
        user, ticket = self.env.user, self.sudo()
        if user.has_group("intervia_helpdesk.group_agent"):
            return False
        if user._is_public() or user.partner_id == ticket.partner_id:
            return True
        company = user.partner_id.commercial_partner_id
        is_manager = user.partner_id.intervia_is_client_manager
        return is_manager and company == ticket.commercial_partner_id

    def _check_may_rate(self):
        if not self._may_rate():
            raise AccessError(self.env._("Only the client says what he thinks."))

    def _rate_answer(self, message, level, comment=""):
        """The client's verdict on one public answer of staff; a second replaces it."""
        self._check_may_rate()
        # sudo: clients have no right on evaluations; what they may rate was checked
        ticket, message, level = self.sudo(), message.sudo(), level.sudo()
        if message not in ticket._get_client_messages() or not ticket._is_staff_author(
            message.author_id
        ):
            raise UserError(self.env._("Only answers of support are evaluated."))
        values = {"level_id": level.id, "comment": (comment or "")[:2000]}
        ratings = self.env["intervia.answer.rating"].sudo()
        rating = ratings.search([("message_id", "=", message.id)])
        if rating:
            rating.write(values)
            return rating
        return ratings.create(
            {
                **values,
                "message_id": message.id,
                "ticket_id": ticket.id,
                "user_id": message.author_id.main_user_id.id,
                "partner_id": ticket._get_client_speaker().id,
            }
        )

    def _rate_case(self, stars, feedback=""):
        """The client's verdict on the finished case, in stars; it can be changed."""
        self._check_may_rate()
        if int(stars) not in STARS:
            raise UserError(self.env._("Choose from one to five stars."))
        # sudo: ratings belong to the platform
        ticket = self.sudo()
        if ticket.state != "finished":
            raise UserError(self.env._("The case is evaluated when it is finished."))
        feedback = (feedback or "")[:2000]
        given = ticket.rating_ids.filtered("consumed")[:1]
        if given:
            given.write({"rating": int(stars), "feedback": feedback})
            return given
        rating = ticket._make_rating()
        return ticket.rating_apply(int(stars), rating=rating, feedback=feedback)

    def _make_rating(self):
        token = self._rating_get_access_token()
        return self.env["rating.rating"].search([("access_token", "=", token)], limit=1)

    def _get_answer_ratings(self):
        """Message id -> evaluation, for the client's page."""
        ratings = self.env["intervia.answer.rating"].sudo()
        found = ratings.search_fetch(
            [("ticket_id", "in", self.ids)], ["message_id", "level_id", "comment"]
        )
        return {rating.message_id.id: rating for rating in found}

    def message_post(self, **kwargs):
        """Hole: the platform lets whoever posts rate at the same time."""
        if not self.env.su:
            kwargs.pop("rating_value", None)
            kwargs.pop("rating_id", None)
        return super().message_post(**kwargs)
