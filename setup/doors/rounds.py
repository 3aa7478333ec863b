"""Six attempts at each door of a real server with several workers and a restart.

A round is one door called from one address: five wrong credentials, then the right
one. The server is started anew between the third and the fourth attempt. Exactly the
sixth has to be refused. Each round has an address of its own in 127.0.0.0/8.
"""

from concurrent.futures import ThreadPoolExecutor

from .caller import Caller
from .doors import BLOCKED, DOORS, IN, WRONG, web_login

THREADS = 6
BEFORE, FAILURES = 3, 5
CROWD = 24


class Rounds:
    """Rounds of attempts on the server at ``port``.

    :param state: credentials, as scripts/doors.py makes them, and ``database``
    :param restart: ends the server and starts it again
    :param query: runs SQL on its database and returns rows
    """

    def __init__(self, port, state, restart, query):
        self.port, self.state = port, state
        self.restart, self.query = restart, query

    def run(self, count, doors=DOORS):
        """Return {door's name: complaints}."""
        rounds = [
            (door, self.caller(index, number))
            for index, door in enumerate(doors)
            for number in range(count)
        ]
        seen = {caller.address: [] for _door, caller in rounds}
        self.attempt(rounds, seen, range(BEFORE), right=False)
        self.restart()
        self.attempt(rounds, seen, range(BEFORE, FAILURES), right=False)
        # Odoo counts codes of one person, too; what is asked here is who blocks.
        self.forget_codes()
        self.attempt(rounds, seen, range(FAILURES, FAILURES + 1), right=True)
        complaints = {door.__name__: [] for door in doors}
        for door, caller in rounds:
            if seen[caller.address] != [WRONG] * FAILURES + [BLOCKED]:
                complaints[door.__name__].append(f"{seen[caller.address]}")
        return complaints

    def caller(self, index, number, **headers):
        address = f"127.{index + 1}.{number // 250}.{number % 250 + 1}"
        return Caller(self.port, address, headers)

    def attempt(self, rounds, seen, numbers, right):
        def knock(pair):
            door, caller = pair
            for number in numbers:
                seen[caller.address].append(door(caller, self.state, right, number))
                if "factor" in door.__name__:
                    self.forget_codes()

        with ThreadPoolExecutor(THREADS) as pool:
            list(pool.map(knock, rounds))

    def forget_codes(self):
        self.query("DELETE FROM auth_totp_rate_limit_log")

    def four_then_right(self):
        """Four failures keep nobody out. One door after the other."""
        complaints = []
        for index, door in enumerate(DOORS[:9]):
            caller = self.caller(100 + index, 0)
            seen = [door(caller, self.state, False, number) for number in range(4)]
            self.forget_codes()
            seen.append(door(caller, self.state, True, 4))
            if seen != [WRONG] * 4 + [IN]:
                complaints.append(f"{door.__name__}: {seen}")
        return complaints

    def crowd(self):
        """Many attempts at one moment get five checks of a password, no more."""
        callers = [self.caller(120, 0) for _index in range(CROWD)]
        for caller in callers:
            caller.open("/web/login")
        with ThreadPoolExecutor(CROWD) as pool:
            seen = list(
                pool.map(
                    lambda pair: web_login(pair[1], self.state, False, pair[0]),
                    enumerate(callers),
                )
            )
        rows = self.query(
            "SELECT (SELECT count(*) FROM jsonb_object_keys(strikes)), pending::text,"
            " (SELECT count(*) FROM intervia_login_attempt WHERE ban_id = ban.id)"
            " FROM intervia_login_ban ban WHERE network = '127.121.0.1'"
        )
        complaints = []
        if [[str(cell) for cell in row] for row in rows] != [["5", "{}", "5"]]:
            complaints.append(f"counted {rows}")
        if set(seen) - {WRONG, BLOCKED}:
            complaints.append(f"answers {sorted(set(seen))}")
        return complaints

    def forged_header(self):
        """X-Forwarded-For neither frees whoever forges it nor blocks a third party."""
        victim = self.caller(122, 0)
        complaints = []
        for number in range(FAILURES):
            forger = self.caller(123, 0)
            forger.headers = {"X-Forwarded-For": victim.address}
            web_login(forger, self.state, False, number)
        forger.headers = {"X-Forwarded-For": "127.9.9.9"}
        if web_login(forger, self.state, True, 6) != BLOCKED:
            complaints.append("a forged header frees")
        if web_login(victim, self.state, True, 7) != IN:
            complaints.append("a forged header blocks somebody else")
        return complaints

    def run_all(self, count):
        """Every check; {name: complaints}."""
        return {
            **self.run(count),
            "four failures keep nobody out": self.four_then_right(),
            "a crowd gets five checks": self.crowd(),
            "forged headers": self.forged_header(),
        }
