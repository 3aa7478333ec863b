"""What a stock move does with a support article, and how the moves add up.

A role is one way between two of the places a unit can be in: the stock, a client who
has it for good, a client who has it on loan. Plain data: no record is needed here.
"""

ROLES = [
    ("give", "Used"),  # stock -> client
    ("lend", "Lent"),  # stock -> on loan
    ("back", "Loan returned"),  # on loan -> stock
    ("sell", "Loan sold"),  # on loan -> client
    ("take", "Taken back"),  # client -> stock, and no longer charged
    ("swap", "Replaced"),  # client -> stock, and still charged: he got another one
]
# Figure -> role -> sign: how a quantity moved counts in the figure
SUMS = {
    "asked": {"give": 1, "lend": 1},
    "used": {"give": 1, "sell": 1, "take": -1, "swap": -1},
    "lent": {"lend": 1, "back": -1, "sell": -1},
    "returned": {"back": 1, "take": 1, "swap": 1},
    "charged": {"give": 1, "sell": 1, "take": -1},
}
# The role of the opposite way, for returns that the warehouse makes by itself
RETURNS = {"give": "take", "sell": "take", "lend": "back"}


def total(figure, moved):
    """The figure that ``moved``, pairs of role and quantity, come to.

    >>> total("lent", [("lend", 3), ("back", 1), ("sell", 1)])
    1
    >>> total("charged", [("give", 1), ("swap", 1)])
    1
    >>> total("used", [("give", 1), ("swap", 1)])
    0
    """
    signs = SUMS[figure]
    return sum(signs.get(role, 0) * quantity for role, quantity in moved)
