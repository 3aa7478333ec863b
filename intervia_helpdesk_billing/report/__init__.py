from . import intervia_billing_report
