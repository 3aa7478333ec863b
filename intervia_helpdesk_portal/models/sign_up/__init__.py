from . import intervia_client_domain
from . import intervia_sign_up
from . import intervia_address_request
from . import res_partner
from . import res_users
