from . import (
    test_access,
    test_client_page,
    test_dialogs,
    test_loan,
    test_orders,
    test_panel,
    test_serials,
    test_statements,
    test_supply,
    test_tours,
    test_two_agents,
)
