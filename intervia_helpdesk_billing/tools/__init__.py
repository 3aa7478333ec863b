from . import delivery_date
