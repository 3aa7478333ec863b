from . import intervia_login_ban
from . import intervia_login_attempt
from . import guard
from . import intervia_password_change
from . import ir_http
from . import res_users
from . import res_users_apikeys
from . import res_config_settings
