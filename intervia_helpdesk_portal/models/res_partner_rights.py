from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.intervia_helpdesk.models.person.res_partner_erasure import Act
from odoo.addons.intervia_helpdesk.models.person.res_partner_export import Section

WORDS_BATCH = 500


class ResPartner(models.Model):
    """What the website, the surveys and the chats know of a person."""

    _inherit = "res.partner"

    # Handing out

    def _get_intervia_person_sections(self):
        env, own = self.env, [("partner_id", "=", self.id)]
        addresses = [*self._get_intervia_addresses()]
        by_mail = [("email", "in", addresses)]
        changes = Domain(own) | Domain("email", "in", addresses)
        sheets = env["survey.user_input"].search(Domain(own) | Domain(by_mail))
        chats = self._get_intervia_chats(self)
        rows = (
            (
                "ratings",
                env._("What he thought of answers"),
                env["intervia.answer.rating"].search(own),
                ["create_date", "ticket_id", "level_id", "comment"],
            ),
            (
                "survey_answers",
                env._("What he answered in surveys"),
                sheets.user_input_line_ids,
                ["create_date", "survey_id", "question_id", "display_name"],
            ),
            (
                "article_votes",
                env._("What he thought of articles"),
                env["intervia.article.vote"].search(own),
                ["create_date", "article_id", "is_useful", "comment"],
            ),
            (
                "suggestions",
                env._("What he was going to ask, and what was suggested to him"),
                env["intervia.suggestion"].search(own),
                ["create_date", "question", "outcome"],
            ),
            (
                "questions_by_form",
                env._("Questions that waited for the proof of his address"),
                env["intervia.opening"].search(by_mail),
                ["create_date", "name", "partner_name", "email", "question"],
            ),
            (
                "sign_ups",
                env._("When he asked for access"),
                env["intervia.sign.up"].search(by_mail),
                ["create_date", "name", "email", "kind"],
            ),
            (
                "address_requests",
                env._("Changes of address that he asked for"),
                env["intervia.address.request"].search(changes),
                ["create_date", "old_email", "email", "state"],
            ),
            (
                "chats",
                env._("What was said in his chats"),
                env["mail.message"].search(
                    [("model", "=", "discuss.channel"), ("res_id", "in", chats.ids)]
                ),
                ["date", "body", "author_id"],
            ),
            (
                "visits",
                env._("Pages of the website that he looked at"),
                env["website.track"].search([("visitor_id.partner_id", "=", self.id)]),
                ["visit_datetime", "url"],
            ),
        )
        sections = super()._get_intervia_person_sections()
        return [*sections, *(Section(*row) for row in rows)]

    def _get_intervia_view_fields(self):
        more = ["address", "program", "source_id", "medium_id", "campaign_id"]
        return [*super()._get_intervia_view_fields(), *more]

    def _get_intervia_chats(self, persons, tickets=None):
        """Chats with these persons, and those that tickets came from."""
        chats = self.env["discuss.channel"].search(
            [
                ("channel_type", "=", "livechat"),
                ("channel_member_ids.partner_id", "in", persons.ids),
            ]
        )
        return chats | tickets.origin_channel_id if tickets else chats

    # Erasing

    def _get_intervia_erasing_acts(self, traces):
        yield from super()._get_intervia_erasing_acts(traces)
        yield from self._get_intervia_opinion_acts(traces)
        env, persons = self.env, traces.persons.ids
        addresses = [*traces.addresses]
        owned, by_mail = (
            [("partner_id", "in", persons)],
            Domain("email", "in", addresses),
        )
        openings = env["intervia.opening"].search(
            by_mail | Domain("ticket_id", "in", traces.own.ids)
        )
        unused = openings.filtered(lambda opening: not opening.ticket_id)
        guests = self._get_intervia_chats(
            traces.persons, traces.own
        ).channel_member_ids.guest_id
        yield Act(env._("Files of such questions"), unused.attachment_ids)
        yield Act(env._("Questions that waited for a proof"), openings)
        yield Act(
            env._("Requests for access"),
            env["intervia.sign.up"].search(
                by_mail | Domain("user_id", "in", traces.users.ids)
            ),
        )
        yield Act(
            env._("Changes of address"),
            env["intervia.address.request"].search(
                Domain(owned) | by_mail | Domain("old_email", "in", addresses)
            ),
        )
        yield Act(env._("Visits of the website"), env["website.visitor"].search(owned))
        views = env["intervia.ticket.view"].search(owned)
        yield Act("", views, {"address": False, "program": False})
        named = {"name": traces.word, "email": False}
        yield Act(env._("Guests of chats"), guests, named)

    def _get_intervia_opinion_acts(self, traces):
        """Verdicts and counts remain, without who gave them, nor his own words."""
        env, persons = self.env, traces.persons.ids
        owned = Domain("partner_id", "in", persons)
        nobody = {"partner_id": False}
        ratings = env["intervia.answer.rating"].search(owned)
        yield Act(env._("What he thought of answers"), ratings, {"comment": False})
        votes = env["intervia.article.vote"].search(owned)
        anonymous = {**nobody, "comment": False, "visitor": SQL("'x' || id")}
        yield Act(env._("What he thought of articles"), votes, anonymous)
        asked = env["intervia.suggestion"].search(owned)
        yield Act(env._("Suggestions"), asked, {**nobody, "question": False})
        sheets = env["survey.user_input"].search(
            owned
            | Domain("email", "in", [*traces.addresses])
            | Domain("intervia_ticket_id", "in", traces.own.ids)
        )
        words = {"value_char_box": False, "value_text_box": False}
        yield Act(env._("Words in surveys"), sheets.user_input_line_ids, words)
        yield Act(
            env._("Surveys"), sheets, {**nobody, "email": False, "nickname": False}
        )
        rated = env["rating.rating"].search(owned)
        yield Act(env._("Ratings"), rated, {"feedback": False})

    def _get_intervia_threads(self, persons, tickets):
        chats = self._get_intervia_chats(persons, tickets)
        threads = super()._get_intervia_threads(persons, tickets)
        return {**threads, "discuss.channel": chats.ids}

    def _get_intervia_text_rows(self, traces):
        yield from super()._get_intervia_text_rows(traces)
        chats = self._get_intervia_chats(traces.persons, traces.tickets)
        yield chats, chats.ids
        ratings = self.env["rating.rating"].search(
            [
                ("res_model", "=", "intervia.ticket"),
                ("res_id", "in", traces.tickets.ids),
            ]
        )
        yield ratings, ratings.ids

    def _on_intervia_erased(self, traces):
        """The words that similar questions are found by."""
        result = super()._on_intervia_erased(traces)
        for start in range(0, len(traces.tickets), WORDS_BATCH):
            batch = traces.tickets[start : start + WORDS_BATCH]
            self.env["intervia.ticket.words"]._rebuild(batch)
        return result
