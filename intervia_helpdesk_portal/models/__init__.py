# What a website offers
from . import intervia_catalogue
from . import intervia_area
from . import intervia_category
from . import intervia_priority
from . import intervia_program
from . import intervia_ticket_type
from . import website

# The ticket, as its client sees it
from . import res_partner
from . import ticket
from . import intervia_ticket_view
from . import intervia_intake
from . import intervia_opening

# The platform
from . import ir_attachment
from . import ir_http
from . import res_config_settings

# Knowledge base and suggestions
from . import intervia_article_category
from . import intervia_article_word
from . import intervia_article_term
from . import intervia_article_vote
from . import intervia_article
from . import intervia_article_page
from . import intervia_ticket_words
from . import intervia_suggestion_engine
from . import intervia_suggestion_engine_words
from . import intervia_suggestion

# What the client says of us
from . import survey_choice
from . import survey_user_input
from . import intervia_rating_level
from . import intervia_answer_rating
from . import intervia_ticket_merge

# Ways to reach us
from . import intervia_opening_hours
from . import resource_calendar
from . import resource_calendar_attendance
from . import resource_calendar_leaves
from . import intervia_contact_point
from . import discuss_channel
from . import chatbot_script_step

# What a person may ask for
from . import res_partner_rights

# Who gets access
from . import sign_up

# What goes on
from . import intervia_metric
from . import intervia_panel
from . import intervia_workbook
