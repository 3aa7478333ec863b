from collections import Counter
from random import Random

from odoo.tests import BaseCase, tagged

from ..tools.incoming_mail import IncomingMail
from ..tools.spam_score import SPAM, get_score
from ..tools.spam_tokens import MAX_TOKENS, get_tokens, is_text
from .data import spam_mails

KNOWN = spam_mails.WANTED[: -spam_mails.UNSEEN]


def read(raw):
    return get_tokens(IncomingMail(raw), raw.partition(b"\n\n")[2].decode())


def draw(count, is_spam, topics, seed):
    return [read(raw) for raw in spam_mails.draw(count, is_spam, topics, seed)]


@tagged("post_install", "-at_install")
class TestSpamScore(BaseCase):
    """Few false alarms first; more marks and more signs find more."""

    def _learn(self, labels, seed=0, share=0.3, keep=lambda token: True):
        n_spam = round(labels * share)
        n_ham = labels - n_spam
        spam, ham = Counter(), Counter()
        for tokens in draw(n_spam, True, spam_mails.SPAM[:9], f"learn {seed}"):
            spam.update(tokens)
        for tokens in draw(n_ham, False, KNOWN, f"learn {seed}"):
            ham.update(tokens)

        def score(tokens):
            tokens = [token for token in tokens if keep(token)]
            counts = {t: (spam[t], ham[t]) for t in tokens if t in spam or t in ham}
            return get_score(tokens, counts, n_spam, n_ham)[0]

        return score

    def _share(self, score, mails):
        return sum(score(tokens) > SPAM for tokens in mails) / len(mails)

    def test_wanted_mail_is_let_through(self):
        wanted = draw(150, False, spam_mails.WANTED, "judge")
        for labels in (50, 100, 200):
            for share in (0.2, 0.3, 0.5):
                score = self._learn(labels, share=share)
                self.assertEqual(self._share(score, wanted), 0, (labels, share))

    def test_spam_is_found(self):
        unseen = draw(120, True, spam_mails.SPAM, "judge")
        for labels in (40, 120, 400):
            self.assertGreater(self._share(self._learn(labels), unseen), 0.9, labels)

    def test_more_marks_and_more_signs_find_more(self):
        campaigns = draw(60, True, spam_mails.SPAM[9:], "judge")
        found = [
            self._share(self._learn(labels, keep=is_text), campaigns)
            for labels in (40, 120, 400)
        ]
        self.assertEqual(found, sorted(set(found)))
        both = self._share(self._learn(40), campaigns)
        self.assertGreater(both, found[0])

    def test_one_huge_spam_does_not_teach_the_language(self):
        score = self._learn(60)
        wanted = draw(30, False, KNOWN, "judge")
        before = [score(tokens) for tokens in wanted]
        text = " ".join(f"palabra{n}" for n in range(50_000))
        mail = read(f"From: a@b.example\n\n{text}".encode())
        self.assertLess(len(mail), MAX_TOKENS)
        self.assertEqual([score(tokens) for tokens in wanted], before)

    def test_the_same_mail_has_the_same_tokens_and_order_does_not_count(self):
        raw = spam_mails.draw(1, True, spam_mails.SPAM, "again")[0]
        tokens = read(raw)
        self.assertEqual(tokens, read(raw))
        counts = {token: (3, index % 3) for index, token in enumerate(tokens)}
        shuffled = Random(1).sample(tokens, len(tokens))
        score = get_score(tokens, counts, 30, 60)[0]
        self.assertEqual(score, get_score(shuffled, counts, 30, 60)[0])
