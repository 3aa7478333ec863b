from .knowledge_case import KnowledgeCase


class TestSuggestions(KnowledgeCase):
    """What is offered before sending, to whom, and how it is counted."""

    def _offer(self, title, text="", user=None):
        suggestions = self.env["intervia.suggestion"].with_user(
            user or self.user_customer
        )
        return suggestions._offer(title, text, "es", self.website)

    def _create_solved(self, **vals):
        ticket = self._create_ticket(user_id=self.user_agent.id, **vals)
        ticket._move_to("finished")
        return ticket

    def test_article_with_its_reason(self):
        [(article, why)] = self._offer("Mi impresora no hace nada")["articles"]
        self.assertEqual(article, self.printer)
        self.assertEqual(why, ("impresora",))

    def test_nothing_rather_than_nonsense(self):
        self.assertFalse(self._offer("Quiero una paella de marisco")["articles"])
        self.assertFalse(self._offer("hola")["articles"])

    def test_own_solved_ticket(self):
        solved = self._create_solved(name="La grapadora del archivo no grapa")
        offer = self._offer("La grapadora del archivo vuelve a fallar")
        self.assertEqual([ticket for ticket, _why in offer["tickets"]], [solved])

    def test_answer_is_searched_too(self):
        solved = self._create_ticket(name="No va", user_id=self.user_agent.id)
        solved.with_user(self.user_agent)._answer(
            "Reinicie el destornillador neumático", state="finished"
        )
        offer = self._offer("Tengo parado el destornillador neumático")
        self.assertEqual([ticket for ticket, _why in offer["tickets"]], [solved])

    def test_nothing_of_other_clients(self):
        stranger = self.env["res.partner"].create({"name": "Stranger"})
        self._create_solved(
            name="La grapadora del archivo no grapa", partner_id=stranger.id
        )
        text = "La grapadora del archivo no grapa"
        self.assertFalse(self._offer(text)["tickets"])
        self.assertFalse(self._offer(text, user=self.website.user_id)["tickets"])

    def test_same_open_ticket(self):
        ticket = self._create_ticket(name="La grapadora del archivo no grapa")
        offer = self._offer("No grapa la grapadora del archivo")
        self.assertEqual(offer["open_ticket"], ticket)

    def test_other_matter_other_ticket(self):
        self._create_ticket(name="La grapadora del archivo no grapa")
        self.assertFalse(
            self._offer("El teléfono de recepción no suena")["open_ticket"]
        )

    def test_same_words_another_number(self):
        self._create_ticket(name="Error al validar la factura 2024/118 del cliente")
        offer = self._offer("Error al validar la factura 2024/120 del cliente")
        self.assertFalse(offer["open_ticket"])

    def test_another_engine_can_be_plugged(self):
        self.env["ir.config_parameter"].set_param(
            "intervia_helpdesk_portal.suggestion_engine", "intervia.suggestion.engine"
        )
        with self.assertRaises(NotImplementedError):
            self._offer("La impresora no imprime")

    def test_backfill_reads_older_tickets_by_id(self):
        ticket = self._create_solved(name="La grapadora del archivo no grapa")
        words = self.env["intervia.ticket.words"]
        words.search([("ticket_id", "=", ticket.id)]).unlink()
        self.assertFalse(words._read_words(ticket.ids))
        with self.enter_registry_test_mode():
            self.env.ref(
                "intervia_helpdesk_portal.ir_cron_index_tickets"
            ).method_direct_trigger()
        self.assertIn("grapador", words._read_words(ticket.ids)[ticket.id])
