from . import test_dialogs, test_loan, test_supply
