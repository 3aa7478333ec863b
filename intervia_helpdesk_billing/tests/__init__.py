from . import test_delivery_tool, test_orders
