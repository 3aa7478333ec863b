import re
from random import Random

from odoo.tests import BaseCase, tagged

from ..tools.similarity import MIN_SHARED, get_sketch, is_similar
from .data import spam_mails

FOOTER = (
    "\n\n-- \nCarmen Gil\nTalleres Roble, calle Mayor 3, Getafe\nTel. 600 000 000\n"
    "Este mensaje va dirigido exclusivamente a su destinatario y puede contener"
    " información confidencial. Si lo ha recibido por error, bórrelo y avísenos."
)


@tagged("post_install", "-at_install")
class TestSimilarity(BaseCase):
    """Copies are told from other mails of the same person."""

    def setUp(self):
        super().setUp()
        self.chance = Random(3)
        self.texts = [" ".join(topic) for topic in spam_mails.WANTED]

    def _edit(self, text, share):
        words = text.split()
        for _word in range(round(len(words) * share)):
            words[self.chance.randrange(len(words))] = self.chance.choice(("", "ya"))
        return " ".join(words)

    def _copy(self, text):
        yield text + FOOTER
        yield f"Os reenvío lo que nos dice.\n\nDe: Carmen\nPara: us\n\n{text}"
        yield f"Buenos días:\n\n{re.sub('[.] ', '.' + chr(10), text)}\n\nUn saludo"
        for _turn in range(3):
            yield self._edit(text, 0.1)

    def test_copies_are_found_and_nothing_else(self):
        copies = [(text, copy) for text in self.texts for copy in self._copy(text)]
        right = sum(is_similar(*pair) for pair in copies)
        self.assertGreaterEqual(right / len(copies), 0.9)
        others = [
            (one + FOOTER, other + FOOTER)
            for one in self.texts
            for other in self.texts
            if one != other
        ]
        wrong = sum(is_similar(*pair) for pair in others)
        self.assertGreaterEqual(right / (right + wrong), 0.97)

    def test_a_short_mail_and_its_footer_is_no_copy_of_the_next(self):
        self.assertFalse(is_similar("Ya funciona." + FOOTER, "Va lento." + FOOTER))

    def test_alerts_differ_by_their_numbers(self):
        alert = "Alerta: el disco {} del servidor srv{} está al {} por ciento"
        alerts = [alert.format(disk, n, 80 + n) for n in range(15) for disk in "cd"]
        for one, other in zip(alerts, alerts[2:], strict=False):
            self.assertFalse(is_similar(one, other))
            self.assertTrue(is_similar(one, other, with_numbers=False))

    def test_copies_meet_in_the_index(self):
        for text in self.texts:
            for copy in self._copy(text):
                shared = set(get_sketch(text)) & set(get_sketch(copy))
                self.assertGreaterEqual(len(shared), MIN_SHARED)
