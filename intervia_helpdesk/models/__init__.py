from . import intervia_cached

# Places and people
from . import intervia_area
from . import intervia_assignment_rule
from . import intervia_category
from . import res_users
from . import res_users_leaving
from . import res_partner
from . import res_partner_import
from . import res_users_import

# Words of classification
from . import intervia_channel
from . import intervia_priority
from . import intervia_program
from . import intervia_stage
from . import intervia_tag
from . import intervia_ticket_type

# Promises
from . import resource_calendar
from . import intervia_sla
from . import intervia_sla_step

# The ticket
from . import ticket
from . import intervia_ticket_deadline
from . import intervia_reminder
from . import intervia_macro
from . import intervia_ticket_merge
from . import intervia_checklist
from . import intervia_ticket_step
from . import intervia_worklog
from . import intervia_ticket_view

# What goes on
from . import intervia_panel
from . import intervia_panel_tiles
from . import intervia_workbook
from . import intervia_workbook_parts
from . import intervia_workbook_sheets

# Mail
from . import intervia_client_address
from . import intake
from . import intervia_door
from . import intervia_sms
from . import intervia_spam_token
from . import fetchmail_server
from . import mail_mail
from . import ir_mail_server
from . import ir_websocket
from . import mail_message
from . import mail_thread

# What is broken
from . import intervia_error_report
from . import ir_cron
from . import ir_http

# What a person may ask for
from . import person

# Settings
from . import res_config_settings

# Logging in
from . import login
