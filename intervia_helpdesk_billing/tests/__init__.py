from . import (
    test_charge,
    test_contract,
    test_coverage_tool,
    test_delivery_tool,
    test_month_end,
    test_order_events,
    test_order_pages,
    test_order_payment,
    test_orders,
    test_packs,
    test_quote,
    test_two_accountants,
)
