"""A learning spam filter: words and pairs, Robinson's smoothing, Fisher's chi-square.

G. Robinson, "A Statistical Approach to the Spam Problem", Linux Journal 107 (2003).
Counts come from outside; nothing here knows a database.
"""

import math
import re
import unicodedata

STRENGTH, PRIOR = 0.45, 0.5  # Robinson's s and x
MIN_DEVIATION = 0.1
MAX_TOKENS, MAX_CHARS = 2000, 40_000
SPAM, POSSIBLE = 0.99, 0.9
MIN_SPAM, MIN_HAM = 20, 50
TOTAL = ""  # the token under which the numbers of mails are counted

_ACCENT = re.compile("[\u0300-\u036f]")
_WORD = re.compile(r"[a-z0-9$€%!']{2,25}")
_URL = re.compile(r"https?://([\w.-]{3,80})", re.I)
_MAIL = re.compile(r"[\w.+-]{1,60}@([\w-]{1,60}(?:\.[\w-]{1,30}){1,4})")


def fold(text):
    """Lower case without accents.

    >>> fold("¡Última OFERTA!")
    '¡ultima oferta!'
    """
    text = text.lower()
    if text.isascii():
        return text
    return _ACCENT.sub("", unicodedata.normalize("NFKD", text))


def get_tokens(subject, text, sender="", headers=()):
    """What a mail consists of, as a sorted list of tokens.

    :param headers: pairs of lower-case name and value, see ``get_header_tokens``

    >>> get_tokens("Hola", "mundo", "a@b.es")
    ['from:a@b.es', 'from:b.es', 'hola', 'meta:short', 'mundo', 's:hola', 'tld:es']
    """
    tokens = (
        {f"from:{sender}", f"from:{sender.rpartition('@')[2]}"} if sender else set()
    )
    if sender:
        tokens.add(f"tld:{sender.rpartition('.')[2]}")
    text = (text or "")[:MAX_CHARS]
    for host in _URL.findall(text):
        tokens |= {f"url:{host.lower()}", f"tld:{host.lower().rpartition('.')[2]}"}
    tokens |= {f"mail:{domain.lower()}" for domain in _MAIL.findall(text)}
    tokens |= _get_shape(subject, text)
    for name, part in (("s:", subject or ""), ("", f"{subject or ''}\n{text}")):
        words = _WORD.findall(fold(part))
        tokens |= {name + word for word in words}
        if not name:
            own = _WORD.findall(fold(text))
            tokens |= {f"{a} {b}" for a, b in zip(own, own[1:], strict=False)}
    tokens |= set(get_header_tokens(headers))
    return sorted(sorted(tokens)[:MAX_TOKENS])


def _get_shape(subject, text):
    letters = [char for char in f"{subject} {text}"[:2000] if char.isalpha()]
    capitals = sum(char.isupper() for char in letters)
    shape = set()
    if len(letters) > 20 and capitals * 3 > len(letters):
        shape.add("meta:caps")
    if len(text) < 100:
        shape.add("meta:short")
    return shape


def get_header_tokens(headers):
    """What the servers on the way thought of the mail.

    >>> get_header_tokens([("x-spam-flag", "YES"), ("x-spam-score", "7.3")])
    ['hdr:x-spam-flag=yes', 'hdr:x-spam-score=6']
    >>> get_header_tokens([("authentication-results", "mx; dmarc=fail; spf=pass")])
    ['hdr:dmarc=fail', 'hdr:spf=pass']
    """
    found = []
    for name, value in headers:
        value = value.lower()
        if name in ("x-spam-flag", "x-mailer", "x-priority", "precedence"):
            found.append(f"hdr:{name}={value.strip()[:40]}")
        elif name == "list-unsubscribe":
            found.append("hdr:list-unsubscribe")
        elif name == "authentication-results":
            verdicts = re.findall(r"\b((?:dmarc|spf|dkim)=\w{1,12})", value)
            found += [f"hdr:{verdict}" for verdict in verdicts]
        elif name in ("x-spam-score", "x-rspamd-score"):
            number = re.match(r"\s*(-?\d{1,4})", value)
            if number:
                found.append(f"hdr:{name}={int(number[1]) // 3 * 3}")
    return found


def get_probability(n_spam, n_ham, all_spam, all_ham):
    """How much a token smells of spam, smoothed for the seldom seen.

    >>> get_probability(0, 0, 10, 10)
    0.5
    >>> round(get_probability(5, 0, 10, 10), 3)
    0.959
    """
    n = n_spam + n_ham
    if not n:
        return PRIOR
    bad = n_spam / max(all_spam, 1)
    good = n_ham / max(all_ham, 1)
    return (STRENGTH * PRIOR + n * bad / (bad + good)) / (STRENGTH + n)


def get_score(counts, all_spam, all_ham):
    """Score of a mail between 0 and 1, and its strongest tokens.

    :param dict counts: token -> (seen in spam, seen in other mail)
    :return: score, and triples of token, seen in spam, seen in other mail

    >>> counts = {"viagra": (9, 0), "oferta": (8, 1), "impresora": (0, 7)}
    >>> score, reasons = get_score(counts, 10, 10)
    >>> round(score, 2), reasons[0]
    (0.61, ('viagra', 9, 0))
    >>> get_score({}, 10, 10)
    (0.5, [])
    """
    weighed = []
    for token, (n_spam, n_ham) in counts.items():
        probability = get_probability(n_spam, n_ham, all_spam, all_ham)
        if abs(probability - PRIOR) >= MIN_DEVIATION:
            weighed.append((probability, token, n_spam, n_ham))
    weighed.sort(key=lambda item: (-abs(item[0] - PRIOR), item[1]))
    used = weighed
    if not used:
        return 0.5, []
    spam = _chi2(-2 * sum(math.log(1 - p) for p, *_rest in used), 2 * len(used))
    ham = _chi2(-2 * sum(math.log(p) for p, *_rest in used), 2 * len(used))
    score = (1 + (1 - spam) - (1 - ham)) / 2
    return score, [(token, n_spam, n_ham) for _p, token, n_spam, n_ham in used[:8]]


def _chi2(value, degrees):
    """Probability of a chi-square above ``value``, for even degrees of freedom."""
    half = value / 2
    term = total = math.exp(-half)
    for index in range(1, degrees // 2):
        term *= half / index
        total += term
    return min(total, 1.0)


def get_verdict(score, all_spam, all_ham):
    """``spam``, ``possible`` or ``normal``; a filter that learned little stays silent.

    >>> get_verdict(0.999, 30, 60), get_verdict(0.95, 30, 60), get_verdict(1, 3, 60)
    ('spam', 'possible', 'normal')
    """
    if all_spam < MIN_SPAM or all_ham < MIN_HAM or score <= POSSIBLE:
        return "normal"
    return "spam" if score > SPAM else "possible"
