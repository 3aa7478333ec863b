# Odoo shell: the spam filter on a folder of mails that somebody has sorted.
#
# CORPUS names folders of raw mails, spam in those with "spam" in their name, other mail
# in those with "ham". Each label count is learnt from mails drawn by seed, and judged
# on the rest. What filters before ours wrote into the headers is not read. Tables are
# written in a transaction that is thrown away.
import os
import random
import re
import statistics
import time
from collections import Counter
from pathlib import Path

from odoo.addons.intervia_helpdesk.tools.incoming_mail import IncomingMail
from odoo.addons.intervia_helpdesk.tools.similarity import normalise
from odoo.addons.intervia_helpdesk.tools.spam_score import (
    POSSIBLE,
    SPAM,
    get_score,
)
from odoo.addons.intervia_helpdesk.tools.spam_tokens import get_plain, get_tokens

LABELS = [int(n) for n in os.environ.get("LABELS", "50 200 1000").split()]
SEEDS = int(os.environ.get("SEEDS", "5"))
SHARE = float(os.environ.get("SHARE", "0.3"))  # of spam among the labels
FOREIGN = re.compile(rb"^x-spam[^\n]*\n([ \t][^\n]*\n)*", re.I | re.M)


def read(path):
    """Its tokens and a digest of its text; None for a file that is no mail."""
    raw = path.read_bytes().replace(b"\r\n", b"\n")
    if raw.startswith(b"From "):
        raw = raw.partition(b"\n")[2]
    head, gap, rest = raw.partition(b"\n\n")
    if not gap:
        return None
    mail = IncomingMail(FOREIGN.sub(b"", head + b"\n") + b"\n" + rest)
    body = env["intervia.intake"]._read_body(mail)
    return normalise(get_plain(body))[:3000], (mail, body)


def load(corpus):
    """Mails by kind; of those with the same text only one."""
    kinds, seen = {"spam": [], "ham": []}, set()
    for path in sorted(Path(corpus).rglob("*")):
        kind = next((k for k in kinds if k in path.parent.name.lower()), None)
        if not kind or not path.is_file() or path.suffix in (".json", ".md"):
            continue
        found = read(path)
        if found and found[0] not in seen:
            seen.add(found[0])
            kinds[kind].append(found[1])
    return kinds


def learn(mails):
    return Counter(token for tokens in mails for token in tokens)


def judge(spam, ham, seed, labels):
    """Shares in percent: spam found, ham taken for spam; the same for possible."""
    chance = random.Random(seed)
    spam, ham = chance.sample(spam, len(spam)), chance.sample(ham, len(ham))
    n_spam = round(labels * SHARE)
    n_ham = labels - n_spam
    bad, good = learn(spam[:n_spam]), learn(ham[:n_ham])

    def score(tokens):
        counts = {t: (bad[t], good[t]) for t in tokens if t in bad or t in good}
        return get_score(tokens, counts, n_spam, n_ham)[0]

    def share(scores, cut):
        return 100 * sum(value > cut for value in scores) / len(scores)

    found = [score(tokens) for tokens in spam[n_spam:]]
    wrong = [score(tokens) for tokens in ham[n_ham:]]
    return [share(s, cut) for cut in (SPAM, POSSIBLE) for s in (found, wrong)]


def cost(mails):
    """Milliseconds to learn and to judge a mail, tokens and database included."""
    company = env.company
    tokens = env["intervia.spam.token"]
    times = {"learn": [], "judge": []}
    for index, (mail, body) in enumerate(mails):
        for act in times:
            started = time.perf_counter()
            words = get_tokens(IncomingMail(mail.raw), body)
            if act == "learn":
                tokens._learn(company, words, ("spam", "ham")[index % 2])
            else:
                tokens._judge(company, words)
            times[act].append(1000 * (time.perf_counter() - started))
    for act, spent in times.items():
        spent.sort()
        print(
            f"{act}: median {statistics.median(spent):.1f} ms,"
            f" 95 % within {spent[int(len(spent) * 0.95)]:.1f} ms"
        )


kinds = load(os.environ["CORPUS"])
print(f"{len(kinds['spam'])} spam and {len(kinds['ham'])} other mails")
spam, ham = ([get_tokens(*mail) for mail in kinds[kind]] for kind in ("spam", "ham"))
print(f"labels  seeds  > {SPAM}: recall  false  > {POSSIBLE}: recall  false  worst")
for labels in LABELS:
    if len(spam) <= labels * SHARE or len(ham) <= labels * (1 - SHARE) + 1:
        print(f"{labels:6}  too few mails to learn so many and judge the rest")
        continue
    rows = [judge(spam, ham, seed, labels) for seed in range(SEEDS)]
    means = [statistics.mean(column) for column in zip(*rows, strict=True)]
    line = "{:6}  {:5}  {:14.1f}  {:5.3f}  {:13.1f}  {:5.3f}  {:5.3f}"
    print(line.format(labels, SEEDS, *means, max(row[1] for row in rows)))
sample = [m for kind in kinds.values() for m in kind]
cost(random.Random(0).sample(sample, min(len(sample), 1500)))
env.cr.rollback()
