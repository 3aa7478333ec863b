"""The counter of failed attempts: three statements on one row for each place.

An attempt is *taken* before its credential is checked and *settled* afterwards. Taking
succeeds while failures and attempts under way are together below the limit, so that
no number of simultaneous attempts gets more checks than the limit allows. The row's
lock orders them: the statements need READ COMMITTED, where a statement that waited
sees what the other one left.

``strikes`` is ``{attempt: [moment, who]}``, ``pending`` is ``{attempt: moment}``.
"""

from collections import namedtuple
from datetime import UTC, datetime

# An attempt whose worker died is forgotten after so many seconds.
STALE = 60

Limits = namedtuple("Limits", "strikes keep_seconds release_seconds")
Taken = namedtuple("Taken", "ban_id admitted blocked released")

_TAKE = """
SET LOCAL synchronous_commit TO off;
INSERT INTO intervia_login_ban AS ban (
    network, kind, strikes, pending, failures, refusals,
    date_last, create_date, create_uid, write_date, write_uid)
VALUES (
    %(network)s, %(kind)s, '{}', jsonb_build_object(%(key)s, %(now)s), 0, 0,
    %(date)s, %(date)s, 1, %(date)s, 1)
ON CONFLICT (network, kind) DO UPDATE SET
    (strikes, pending, failures, refusals, date_blocked, date_released, date_last) = (
        SELECT counted.fresh,
               CASE WHEN counted.stands OR counted.failed + counted.busy >= %(limit)s
                    THEN counted.live
                    ELSE counted.live || jsonb_build_object(%(key)s, %(now)s) END,
               counted.failed,
               CASE WHEN counted.ends THEN 0
                    ELSE ban.refusals + counted.stands::int END,
               CASE WHEN NOT counted.ends THEN ban.date_blocked END,
               CASE WHEN counted.ends THEN %(date)s ELSE ban.date_released END,
               %(date)s
          FROM (SELECT *,
                       (SELECT count(*) FROM jsonb_object_keys(fresh)) AS failed,
                       (SELECT count(*) FROM jsonb_object_keys(live)) AS busy
                  FROM (SELECT coalesce(ban.date_blocked > %(since)s, false) AS stands,
                               coalesce(ban.date_blocked <= %(since)s, false) AS ends,
                               (SELECT coalesce(jsonb_object_agg(key, value), '{}')
                                  FROM jsonb_each(ban.strikes)
                                 WHERE (value->>0)::float8 > %(oldest)s
                                   AND coalesce(ban.date_blocked > %(since)s, true)
                               ) AS fresh,
                               (SELECT coalesce(jsonb_object_agg(key, value), '{}')
                                  FROM jsonb_each(ban.pending)
                                 WHERE value::float8 > %(stale)s) AS live
                       ) AS parts
               ) AS counted
    )
RETURNING id, jsonb_exists(pending, %(key)s), date_blocked IS NOT NULL,
          coalesce(date_released = %(date)s, false)
"""

_FAIL = """
WITH ban AS (
    UPDATE intervia_login_ban AS ban SET
        (strikes, pending, failures, date_last, date_blocked, country_id, is_told) = (
            SELECT counted.fresh,
                   ban.pending - %(key)s::text,
                   counted.failed,
                   %(date)s,
                   CASE WHEN counted.failed >= %(limit)s
                        THEN coalesce(ban.date_blocked, %(date)s)
                        ELSE ban.date_blocked END,
                   coalesce((SELECT id FROM res_country WHERE code = %(country)s),
                            ban.country_id),
                   ban.is_told AND ban.date_blocked IS NOT NULL
              FROM (SELECT fresh,
                           (SELECT count(*) FROM jsonb_object_keys(fresh)) AS failed
                      FROM (SELECT CASE
                                WHEN %(once)s AND EXISTS (
                                    SELECT FROM jsonb_each(ban.strikes)
                                     WHERE value->>1 = %(who)s)
                                THEN ban.strikes
                                ELSE ban.strikes || jsonb_build_object(
                                    %(key)s, jsonb_build_array(%(now)s, %(who)s))
                                END AS fresh) AS parts
                   ) AS counted
        )
    WHERE network = %(network)s AND kind = %(kind)s
    RETURNING id, failures, date_blocked = %(date)s AS is_new
)
INSERT INTO intervia_login_attempt
    (ban_id, date, login, door, address, outcome, create_date, create_uid)
SELECT id, %(date)s, %(login)s, %(door)s, %(address)s,
       CASE WHEN is_new THEN 'blocked' ELSE 'failed' END, %(date)s, 1
  FROM ban
RETURNING ban_id, outcome = 'blocked'
"""

_PASS = """
SET LOCAL synchronous_commit TO off;
UPDATE intervia_login_ban AS ban SET
    (strikes, pending, failures) = (
        SELECT kept, ban.pending - %(key)s::text,
               (SELECT count(*) FROM jsonb_object_keys(kept))
          FROM (SELECT coalesce(jsonb_object_agg(key, value), '{}') AS kept
                  FROM jsonb_each(ban.strikes)
                 WHERE value->>1 IS DISTINCT FROM %(who)s
                    OR ban.date_blocked IS NOT NULL) AS counted
    )
WHERE network = %(network)s AND kind = %(kind)s
"""

_LOOK = """
SELECT id FROM intervia_login_ban
 WHERE network = %(network)s AND kind = %(kind)s AND date_blocked > %(since)s
"""


def get_moments(now, limits):
    """Moments that the statements compare with, for ``now`` in seconds."""
    return {
        "now": now,
        "date": _to_date(now),
        "stale": now - STALE,
        "oldest": now - limits.keep_seconds,
        # without an automatic release a block stands however old it is
        "since": _to_date(now - limits.release_seconds)
        if limits.release_seconds
        else datetime.min,
    }


def take(cr, now, limits, attempt):
    """Ask for the check of one credential.

    :param dict attempt: ``network``, ``kind``, ``key``
    """
    values = {**get_moments(now, limits), **attempt, "limit": limits.strikes}
    cr.execute(_TAKE, values, log_exceptions=False)
    return Taken(*cr.fetchone())


def settle_failure(cr, now, limits, attempt):
    """Write down a failure; return (ban id, whether it is what blocked the place).

    :param dict attempt: as for :func:`take`, and ``who``, ``once``, ``login``,
        ``door``, ``address``, ``country``
    """
    values = {**get_moments(now, limits), **attempt, "limit": limits.strikes}
    cr.execute(_FAIL, values, log_exceptions=False)
    return cr.fetchone() or (None, False)


def settle_success(cr, attempt):
    """The attempt is over. Earlier failures of the same ``who`` are forgiven."""
    cr.execute(_PASS, attempt, log_exceptions=False)


def find_block(cr, now, limits, attempt):
    """The id of the ban that keeps this place out, or None. Writes nothing."""
    cr.execute(_LOOK, {**get_moments(now, limits), **attempt})
    return (cr.fetchone() or (None,))[0]


def _to_date(seconds):
    return datetime.fromtimestamp(max(seconds, 0), UTC).replace(tzinfo=None)
