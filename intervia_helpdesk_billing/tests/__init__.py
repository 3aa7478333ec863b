from . import (
    test_delivery_tool,
    test_order_events,
    test_order_payment,
    test_orders,
    test_quote,
)
