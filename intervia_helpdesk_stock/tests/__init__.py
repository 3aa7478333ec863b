from . import test_supply
from . import test_loan
from . import test_dialogs
from . import test_access
from . import test_statements
from . import test_orders
from . import test_serials
from . import test_two_agents
