from . import intervia_metric
