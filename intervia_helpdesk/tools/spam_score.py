"""A learning spam filter: how much more often the tokens of a mail were seen in spam.

Each token weighs the smoothed logarithm of how often it was in spam against how often
in other mail; a mail weighs the mean of its words and the mean of its envelope, both
equally. A mean, not Fisher's product of chances (G. Robinson, Linux Journal 107, 2003):
words of one mail depend on each other, so the product is sure of every long mail, and
with few marks it quarantines newsletters that somebody reads. Words never seen before
count as nothing either way and so make any verdict milder. Pairs of words were tried
and left out: as many found, twice the rows.

Counts come from outside; nothing here knows a database.
"""

import math

from .spam_tokens import is_text

SMOOTH = 0.15  # what a token is thought to have been seen in either kind beforehand
SURE = 0.36  # mean weight at which a mail is quarantined
MIN_WORDS, MIN_ENVELOPE = 20, 10  # fewer count as so many: little was said
SPAM, POSSIBLE = 0.99, 0.95
MIN_SPAM, MIN_HAM = 10, 30
MAX_REASONS = 8
TOTAL = ""  # the token under which the numbers of mails are counted

_STEEPNESS = math.log(SPAM / (1 - SPAM)) / SURE


def get_weight(n_spam, n_ham, all_spam, all_ham):
    """How much a token smells of spam: above nought, or of other mail: below.

    >>> get_weight(5, 5, 10, 10), get_weight(0, 0, 10, 20)
    (0.0, 0.0)
    >>> round(get_weight(5, 0, 10, 10), 2), round(get_weight(0, 5, 10, 10), 2)
    (3.54, -3.54)
    """
    if not n_spam and not n_ham:
        return 0.0
    bad = (n_spam + SMOOTH) / (all_spam + 2 * SMOOTH)
    good = (n_ham + SMOOTH) / (all_ham + 2 * SMOOTH)
    return math.log(bad / good)


def get_score(tokens, counts, all_spam, all_ham):
    """Score of a mail between 0 and 1, and its strongest tokens.

    :param tokens: all of the mail, known or not
    :param dict counts: token -> (seen in spam, seen in other mail)
    :return: score, and triples of token, seen in spam, seen in other mail

    >>> counts = {"viagra": (9, 0), "oferta": (8, 1), "impresora": (0, 7)}
    >>> score, reasons = get_score([*counts, "nuevo"], counts, 10, 10)
    >>> round(score, 2), reasons[0]
    (0.8, ('viagra', 9, 0))
    >>> get_score(["nuevo"], {}, 10, 10)
    (0.5, [])
    """
    means, reasons = [], []
    for of_text, least in ((True, MIN_WORDS), (False, MIN_ENVELOPE)):
        view = [token for token in tokens if is_text(token) is of_text]
        weights = {
            token: get_weight(*counts[token], all_spam, all_ham) / max(len(view), least)
            for token in view
            if token in counts
        }
        reasons += weights.items()
        if view:
            means.append(math.fsum(weights.values()))
    if not reasons:
        return 0.5, []
    reasons.sort(key=lambda item: (-abs(item[1]), item[0]))
    score = 1 / (1 + math.exp(-_STEEPNESS * math.fsum(means) / len(means)))
    return score, [(token, *counts[token]) for token, _w in reasons[:MAX_REASONS]]


def get_verdict(score, all_spam, all_ham):
    """``spam``, ``possible`` or ``normal``; a filter that learned little stays silent.

    >>> get_verdict(0.999, 30, 60), get_verdict(0.97, 30, 60), get_verdict(1, 3, 60)
    ('spam', 'possible', 'normal')
    """
    if all_spam < MIN_SPAM or all_ham < MIN_HAM or score <= POSSIBLE:
        return "normal"
    return "spam" if score > SPAM else "possible"
