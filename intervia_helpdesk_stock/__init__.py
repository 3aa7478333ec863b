from . import models, report, wizards


def _create_support_operations(env):
    """Give every warehouse its support operations, and list what support keeps."""
    warehouses = env["stock.warehouse"].with_context(active_test=False).search([])
    for warehouse in warehouses.filtered(lambda w: not w.intervia_use_type_id):
        warehouse.write(warehouse._create_or_update_sequences_and_picking_types())
    env["intervia.supply.stock"]._sync()
