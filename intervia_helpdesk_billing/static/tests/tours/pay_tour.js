import { registry } from "@web/core/registry";

// From the link of the mail to paid: two clicks, and the number of the card
registry.category("web_tour.tours").add("intervia_billing_pay", {
    steps: () => [
        {
            content: "accept",
            trigger: "#o_sale_portal_paynow:contains(Accept)",
            run: "click",
        },
        {
            content: "type the card",
            trigger: ".modal.show #customer_input",
            run: "fill 4242 4242 4242 4242",
        },
        {
            content: "pay",
            trigger: ".modal.show button[name=o_payment_submit_button]:not(:disabled)",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "paid, and it says when it is delivered",
            trigger: "#sale_info:contains(Delivery Date)",
        },
    ],
});
