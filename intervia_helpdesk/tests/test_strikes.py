import time

from odoo.tests import TransactionCase, tagged

from ..tools import strikes

LIMITS = strikes.Limits(5, 3600, 0)
RELEASING = strikes.Limits(5, 3600, 600)


@tagged("post_install", "-at_install")
class TestStrikes(TransactionCase):
    """The counter: how many checks of a credential a place gets."""

    def setUp(self):
        super().setUp()
        self.now = time.time()
        self.keys = 0

    def _take(self, network="192.0.2.7", who="login ana", limits=LIMITS, after=0):
        """Return (attempt, what the counter answered)."""
        self.keys += 1
        attempt = {
            "network": network,
            "kind": "login",
            "key": f"key{self.keys}",
            "who": who,
            "once": False,
            "login": "ana",
            "door": "/web/login",
            "address": network,
            "country": None,
        }
        moment = self.now + after
        return attempt, strikes.take(self.env.cr, moment, limits, attempt)

    def _fail(self, limits=LIMITS, after=0, **attempt):
        taken = self._take(limits=limits, after=after, **attempt)[0]
        moment = self.now + after
        return strikes.settle_failure(self.env.cr, moment, limits, taken)

    def _succeed(self, **attempt):
        strikes.settle_success(self.env.cr, self._take(**attempt)[0])

    def _is_in(self, **attempt):
        return self._take(**attempt)[1].admitted

    def test_the_fifth_failure_blocks(self):
        self.assertEqual([self._fail()[1] for _n in range(5)], [False] * 4 + [True])
        answer = self._take()[1]
        self.assertFalse(answer.admitted)
        self.assertTrue(answer.blocked)
        self.assertTrue(self._is_in(network="192.0.2.8"))

    def test_those_under_way_count(self):
        """Five at once are let to the check, the sixth waits for their end."""
        under_way = [self._take()[0] for _n in range(5)]
        answer = self._take()[1]
        self.assertEqual((answer.admitted, answer.blocked), (False, False))
        for attempt in under_way:
            strikes.settle_success(self.env.cr, attempt)
        self.assertTrue(self._is_in())

    def test_an_attempt_whose_worker_died_is_forgotten(self):
        for _n in range(5):
            self._take()
        self.assertFalse(self._is_in(after=strikes.STALE - 1))
        self.assertTrue(self._is_in(after=strikes.STALE + 1))

    def test_success_forgives_own_failures_only(self):
        for _n in range(2):
            self._fail(who="login ana")
            self._fail(who="login luis")
        self._succeed(who="login ana")
        for _n in range(2):
            self._fail(who="login eva")
        self.assertTrue(self._is_in(who="login ana"))
        self._succeed(who="login ana")
        self.assertTrue(self._fail(who="login eva")[1])

    def test_failures_are_forgotten(self):
        for _n in range(4):
            self._fail()
        self.assertFalse(self._fail(after=LIMITS.keep_seconds + 1)[1])

    def test_a_block_stands_until_released(self):
        for _n in range(5):
            self._fail()
        self.assertFalse(self._is_in(after=10 * 365 * 86400))

    def test_automatic_release(self):
        for _n in range(5):
            self._fail(limits=RELEASING)
        self.assertFalse(self._is_in(limits=RELEASING, after=599))
        answer = self._take(limits=RELEASING, after=601)[1]
        self.assertEqual((answer.admitted, answer.released), (True, True))
        self.assertFalse(self._fail(limits=RELEASING, after=602)[1])
        self.assertFalse(self._take(limits=RELEASING, after=603)[1].released)

    def test_an_old_link_is_one_failure(self):
        for _n in range(9):
            attempt = {**self._take(who="link old")[0], "once": True}
            strikes.settle_failure(self.env.cr, self.now, LIMITS, attempt)
        self.assertTrue(self._is_in(who="link old"))
