from . import intervia_supply_slip
