# What a ticket was quoted, sold and paid
from . import account_move_order
from . import account_partial_reconcile
from . import account_payment
from . import intervia_area_order
from . import intervia_ticket
from . import intervia_ticket_client
from . import intervia_ticket_mail
from . import intervia_ticket_quote
from . import ir_actions_report
from . import mail_template
from . import payment_transaction
from . import payment_transaction_accounts
from . import res_company_accounts
from . import res_company_quote
from . import res_config_settings_quote
from . import res_partner_rights
from . import sale_order
from . import sale_order_accounts
from . import sale_order_delivery
from . import sale_order_event
from . import sale_order_expiry
from . import sale_order_line
from . import sale_order_mail
from . import sale_order_payment
from . import sale_order_transfer

# What a client is entitled to
from . import intervia_contract
from . import intervia_contract_balance
from . import intervia_contract_grant
from . import intervia_contract_serving
from . import intervia_contract_sla
from . import intervia_contract_statement
from . import intervia_contract_warning
from . import intervia_sla
from . import intervia_ticket_sla
from . import intervia_worklog

# What is charged
from . import account_analytic_distribution_model
from . import intervia_area
from . import intervia_category
from . import intervia_ticket_charge
from . import intervia_ticket_pricing
from . import intervia_ticket_type
from . import intervia_unbilled
from . import res_company_time
from . import res_config_settings
from . import res_partner
from . import res_partner_unbilled
from . import sale_order_charge
from . import sale_order_line_charge

# Packs of hours that are sold
from . import account_move
from . import payment_transaction_pack
from . import product_template
from . import sale_order_line_pack
from . import sale_order_pack

# What goes on
from . import intervia_panel
from . import intervia_workbook
