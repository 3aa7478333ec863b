from odoo import api, models


class InterviaOpeningHours(models.AbstractModel):
    """What the contact panel is made of: the panel is kept until any of it changes."""

    _name = "intervia.opening.hours"
    _description = "Part of the Opening Hours"

    def _is_part_of_hours(self):
        """Whether the hours of an area can hang on this record."""
        return True

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._forget_hours()
        return records

    def write(self, vals):
        self._forget_hours()
        result = super().write(vals)
        self._forget_hours()
        return result

    def unlink(self):
        self._forget_hours()
        return super().unlink()

    def _update_field_translations(self, *args, **kwargs):
        result = super()._update_field_translations(*args, **kwargs)
        self._forget_hours()
        return result

    def _forget_hours(self):
        if any(record._is_part_of_hours() for record in self):
            self.env.registry.clear_cache()
