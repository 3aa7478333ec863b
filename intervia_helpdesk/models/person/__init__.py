from . import intervia_person_act
from . import res_partner_export
from . import res_partner_traces
from . import res_partner_words
from . import res_partner_erasure
