from odoo import api, fields, models

from ..tools.coverage import to_units


class InterviaTicket(models.Model):
    """What charging costs: the one place where prices are asked for."""

    _inherit = "intervia.ticket"

    def _get_charges(self, items, order=None):
        """Group ``items`` as an order charges them, each group a line, with its price.

        The time of a ticket and month is one line; so is each article. As superuser.

        :param list items: of :meth:`_get_billable_items`
        :param order: the order that charges them; else what a new one would cost
        :rtype: list of dict with ``ticket``, ``month``, ``kind`` (time, part, fixed),
            ``product``, ``quantity``, ``uom``, ``price_unit``, ``amount`` (without tax,
            as the line shows it), ``currency``, ``items``
        """
        charges = {}
        for item in items:
            charge = self._prepare_charge(item)
            key = (charge["ticket"], charge["month"], *charge.pop("key"))
            known = charges.setdefault(key, charge)
            if known is not charge:
                known["items"] += charge["items"]
        asked = {}
        for charge in charges.values():
            self._set_quantity(charge)
            terms = self._get_charge_terms(charge["ticket"], order, asked)
            self._set_price(charge, terms, asked)
        return list(charges.values())

    @api.model
    def _prepare_charge(self, item):
        ticket, record = item["ticket"], item["record"]
        charge = {"ticket": ticket, "items": [item], "month": self._get_month(item)}
        if item["product"] is None:
            product = record._get_time_product()
            price = record.contract_id.price
            return {
                **charge,
                "kind": "time",
                "product": product,
                "uom": product.uom_id,
                "price": price,
                "key": ("time", product, price),
            }
        return {
            **charge,
            "kind": "fixed" if record == ticket else "part",
            "product": item["product"],
            "uom": item["uom"],
            "price": 0,
            "key": (record._name, record.id),
        }

    @api.model
    def _get_item_day(self, item):
        """The day of an item, where its company is."""
        record = item["record"]
        if record._name == "intervia.worklog":
            return record.date_work
        return item["ticket"].company_id._get_intervia_day(item["date"])

    @api.model
    def _get_month(self, item):
        return self._get_item_day(item).replace(day=1)

    @api.model
    def _set_quantity(self, charge):
        quantities = [item["quantity"] for item in charge["items"]]
        if charge["kind"] == "time":
            charge["quantity"] = sum(map(to_units, quantities)) / 100
        else:
            charge["quantity"] = sum(quantities)

    @api.model
    def _get_charge_terms(self, ticket, order, asked):
        """Pricelist, currency and taxes of the client, asked for once."""
        if order:
            return {
                "partner": order.partner_id,
                "company": order.company_id,
                "pricelist": order.pricelist_id,
                "currency": order.currency_id,
                "fiscal_position": order.fiscal_position_id,
            }
        key = ("terms", ticket.company_id, ticket.commercial_partner_id)
        if key not in asked:
            asked[key] = self._get_terms(
                ticket.commercial_partner_id, ticket.company_id
            )
        return asked[key]

    @api.model
    def _get_terms(self, partner, company):
        """What a new order of ``company`` for ``partner`` would say."""
        partner = partner.with_company(company)
        delivery = partner.browse(partner.address_get(["delivery"])["delivery"])
        positions = self.env["account.fiscal.position"].with_company(company)
        pricelist = partner.property_product_pricelist
        return {
            "partner": partner,
            "company": company,
            "pricelist": pricelist,
            "currency": pricelist.currency_id or company.currency_id,
            "fiscal_position": positions._get_fiscal_position(partner, delivery),
        }

    @api.model
    def _set_price(self, charge, terms, asked):
        """The price of a unit, and what the line will amount to without tax."""
        charge.update(
            company=terms["company"], currency=terms["currency"], price_unit=0, amount=0
        )
        if not charge["product"]:
            return
        company = terms["company"]
        product = charge["product"].with_company(company)
        taxes = product.taxes_id._filter_taxes_by_company(company)
        charge["price_unit"] = product._get_tax_included_unit_price_from_price(
            self._get_unit_price(charge, terms, asked),
            product_taxes=taxes,
            fiscal_position=terms["fiscal_position"],
        )
        engine = self.env["account.tax"]
        charge["line"] = engine._prepare_base_line_for_taxes_computation(
            {},
            product_id=product,
            tax_ids=terms["fiscal_position"].map_tax(taxes),
            price_unit=charge["price_unit"],
            quantity=charge["quantity"],
            partner_id=terms["partner"],
            currency_id=terms["currency"],
        )
        charge["amount"] = self._get_untaxed([charge["line"]], company)

    @api.model
    def _get_untaxed(self, lines, company):
        """What ``lines`` amount to on one document, without tax."""
        if not lines:
            return 0
        engine = self.env["account.tax"]
        engine._add_tax_details_in_base_lines(lines, company)
        engine._round_base_lines_tax_details(lines, company)
        totals = engine._get_tax_totals_summary(lines, lines[0]["currency_id"], company)
        return totals["base_amount_currency"]

    def _settle_cents(self, charges):
        """Let the amounts of what goes into one order add up to what it will say.

        A company that rounds whole documents, not lines, may say a cent more or less
        than the sum of the lines: it goes to the largest of them.
        """
        rounding = "tax_calculation_rounding_method"
        charges = [
            charge
            for charge in charges
            if charge.get("line") and charge["company"][rounding] == "round_globally"
        ]
        orders = self.env["sale.order"]
        for company in {charge["company"] for charge in charges}:
            mine = [charge for charge in charges if charge["company"] == company]
            groups = orders._group_by_order(mine)
            opened = orders.with_company(company)._find_open_orders(company, groups)
            for key, some in groups.items():
                order = opened.get(key, orders)
                lines = [
                    line._prepare_base_line_for_taxes_computation()
                    for line in order.order_line
                ] + [charge["line"] for charge in some]
                total = self._get_untaxed(lines, company) - order.amount_untaxed
                largest = max(some, key=lambda charge: charge["amount"])
                difference = total - sum(charge["amount"] for charge in some)
                largest["amount"] = largest["currency"].round(
                    largest["amount"] + difference
                )

    @api.model
    def _get_unit_price(self, charge, terms, asked):
        """The price agreed in the contract, else that of the client's list."""
        if not charge["price"]:
            return self._get_list_price(charge, terms, asked)
        company = terms["company"]
        return company.currency_id._convert(
            charge["price"], terms["currency"], company, fields.Date.today()
        )

    @api.model
    def _get_list_price(self, charge, terms, asked):
        """The price of the client's list; that of an hour however many there are."""
        quantity = 1 if charge["kind"] == "time" else charge["quantity"]
        pricelist, product, uom = terms["pricelist"], charge["product"], charge["uom"]
        key = (terms["company"], pricelist, terms["currency"], product, uom, quantity)
        if key not in asked:
            asked[key] = pricelist.with_company(terms["company"])._get_product_price(
                product.with_company(terms["company"]),
                quantity,
                uom=uom,
                currency=terms["currency"],
            )
        return asked[key]
