"""How much two texts have in common. Words in, figures out."""

from math import log

K1, B = 1.2, 0.5


def get_rarity(total, holders):
    """How telling a word is that ``holders`` of ``total`` texts use (Okapi's idf).

    >>> get_rarity(1000, 1) > get_rarity(1000, 100) > get_rarity(1000, 1000) > 0
    True
    """
    return log(1 + (total - holders + 0.5) / (holders + 0.5))


def get_coverage(question, text, rarities):
    """Share of what the question says that the text says too, between 0 and 1.

    :param question: the words asked
    :param text: set of the words of a text
    :param dict rarities: word -> how telling it is

    >>> get_coverage(["a", "b"], {"a"}, {"a": 3, "b": 1})
    0.75
    """
    asked = sum(rarities[word] for word in question)
    shared = sum(rarities[word] for word in question if word in text)
    return shared / asked if asked else 0.0


def is_same_matter(one, other, rarities, threshold=0.6):
    """Whether two questions of one person are about the same thing.

    Most of what the shorter one says must be in the longer one, and where both name
    numbers (a host, an invoice, an error), hardly one of them may differ.

    >>> rarities = dict.fromkeys("abcde", 1.0) | {"f1": 1.0, "f2": 1.0}
    >>> is_same_matter(set("abc"), set("abcde"), rarities)
    True
    >>> is_same_matter({*"abc", "f1"}, {*"abc", "f2"}, rarities)
    False
    """
    if min(len(one), len(other)) < 3:
        return False
    numbers = [{w for w in words if any(map(str.isdigit, w))} for words in (one, other)]
    fewer, more = sorted(numbers, key=len)
    if fewer and len(fewer - more) > len(fewer) / 5:
        return False
    shorter, longer = sorted(
        (one, other), key=lambda words: sum(rarities[word] for word in words)
    )
    return get_coverage(shorter, longer, rarities) >= threshold


def get_distance(one, other, limit):
    """Letters to add, drop, change or swap with their neighbour; ``limit + 1`` if more.

    >>> get_distance("impersor", "impresor", 2), get_distance("factur", "fctur", 2)
    (1, 1)
    >>> get_distance("casa", "perro", 2)
    3
    """
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before, row = None, list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before_that, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before_that[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)
