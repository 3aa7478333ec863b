from threading import Barrier, Thread

from psycopg2 import OperationalError

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.tests import BaseCase, get_db_name

from odoo.addons.mail.tests.common import mail_new_test_user

PATIENCE = 60  # seconds


class CommittedCase(BaseCase):
    """Several transactions that see of each other what was committed.

    Whoever inherits it takes away what he left behind.
    """

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())

    def _get_env(self, cr, uid=SUPERUSER_ID):
        return api.Environment(cr, uid, {})


class TwoAtOnceCase(CommittedCase):
    """Two people at once, each in a transaction of his own that commits."""

    groups = "intervia_helpdesk.group_agent"

    def setUp(self):
        super().setUp()
        with self.registry.cursor() as cr:
            env = self._get_env(cr)
            company = env.ref("base.main_company")
            self.users = self._create_people(env, company)
            self._create_world(env, company)
        self.addCleanup(self._leave_nothing)

    def _create_people(self, env, company):
        people = [
            mail_new_test_user(
                env,
                login=f"intervia_racer_{number}",
                groups=self.groups,
                company_id=company.id,
            )
            for number in range(2)
        ]
        return env["res.users"].union(*people)

    def _create_world(self, env, company):
        """What the two are after."""
        raise NotImplementedError

    def _remove_world(self, env):
        """What was committed goes, in the order that references allow."""
        raise NotImplementedError

    def _leave_nothing(self):
        with self.registry.cursor() as cr:
            env = self._get_env(cr)
            self._remove_world(env)
            users = self.users.with_env(env)
            partners = users.partner_id
            users.unlink()
            partners.unlink()

    def _race(self, act):
        """Let both ``act(env)`` at once.

        Who collides with the other starts again, as the server does with a request. It
        is done here and not in the thread: while tests run, this thread holds the lock
        of the registry.

        :return: what each was told, ``None`` where it went well
        """
        start, ended = Barrier(2), {}
        with self.registry.cursor() as first, self.registry.cursor() as second:
            envs = [
                self._get_env(cursor, user.id)
                for cursor, user in zip((first, second), self.users, strict=True)
            ]
            threads = [
                Thread(target=self._run, args=[env, act, start, ended], daemon=True)
                for env in envs
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(PATIENCE)
            self.assertEqual(len(ended), 2, "Somebody never came back.")
            return [self._end(env, act, ended[env.uid]) for env in envs]

    def _run(self, env, act, start, ended):
        env.cr.execute("SELECT 1")  # from here on, what it sees is fixed
        start.wait(PATIENCE)
        try:
            act(env)
            env.flush_all()
            env.cr.commit()
            ended[env.uid] = None
        except (OperationalError, UserError) as error:
            env.cr.rollback()
            ended[env.uid] = error

    def _end(self, env, act, error):
        if not isinstance(error, OperationalError):
            return error and str(error)
        env.transaction.reset()
        try:
            retrying(lambda: act(env), env)
        except UserError as refused:
            env.cr.rollback()
            return str(refused)
