import {
    checkCount,
    startCounting,
} from "@intervia_helpdesk/../tests/tours/click_count";
import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

const SIGN = [
    {
        content: "review, and say yes",
        trigger: "#sale_order_sidebar_button a:contains(Sign & Pay)",
        run: "click",
    },
    {
        content: "drawn for him, from his name",
        trigger: ".modal.show canvas.o_web_sign_signature",
        run: "canvasNotEmpty",
    },
    {
        content: "the name is there, and so is the signature",
        trigger: ".modal.show .o_portal_sign_submit:enabled",
        run: "click",
        expectUnloadPage: true,
    },
];

const PAY = [
    {
        content: "the payment opened by itself",
        timeout: 60000, // signing prints the order
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
        trigger: "#sale_info th:contains(Delivery Date)",
    },
];

tours.add("intervia_billing_ask", {
    steps: () => [
        { trigger: ".o_intervia_open", run: "click", expectUnloadPage: true },
        { trigger: ".o_intervia_step label.btn:first", run: "click" },
        { trigger: "input[name=area_id] + label:contains(Tour area)", run: "click" },
        { trigger: "input[name=name]", run: "edit The tour wants a guide" },
        { trigger: "textarea[name=description]", run: "edit It stops at the bridge." },
        { trigger: ".o_intervia_submit", run: "click", expectUnloadPage: true },
        {
            content: "a quote can be asked for",
            trigger: "#orders summary:contains(Ask for a quote)",
            run: "click",
        },
        { trigger: "#o_intervia_quote_word", run: "edit For two groups." },
        {
            trigger: ".o_intervia_ask_quote button[type=submit]",
            run: "click",
            expectUnloadPage: true,
        },
        { trigger: "#orders [role=status]:contains(We have your request)" },
    ],
});

tours.add("intervia_billing_quote", {
    steps: () => [
        {
            trigger: ".o_form_statusbar button[name=action_quote]",
            run: "click",
        },
        {
            content: "the client's words are there",
            trigger: ".modal .o_field_widget[name=description] textarea",
        },
        {
            trigger:
                ".modal .o_field_widget[name=line_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            trigger: ".modal .o_selected_row [name=product_id] input",
            run: "edit Tour plugin",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(Tour plugin)",
            run: "click",
        },
        {
            trigger: ".modal .o_data_row [name=product_id] input:value(Tour plugin)",
        },
        { trigger: ".modal-footer button:contains(Make the quote)", run: "click" },
        {
            content: "the quote is open: send it",
            trigger: ".o_form_statusbar button[name=action_quotation_send]",
            run: "click",
        },
        {
            trigger: ".modal-footer button[name=action_send_mail]",
            run: "click",
        },
        {
            trigger:
                "body:not(:has(.modal)) .o_field_widget[name=intervia_status]:contains(Waiting for the client)",
            timeout: 60000,
        },
    ],
});

tours.add("intervia_billing_accept", {
    steps: () => [
        {
            content: "the money, and what is expected of him",
            trigger: ".o_intervia_order:contains(200.00):contains(Waiting for you)",
        },
        {
            trigger: ".o_intervia_order_open:contains(Review, sign and pay)",
            run: "click",
            expectUnloadPage: true,
        },
        startCounting,
        ...SIGN,
        ...PAY,
        checkCount(3),
        {
            content: "back to the ticket",
            trigger: ".o_intervia_order_ticket a",
            run: "click",
            expectUnloadPage: true,
        },
        { trigger: ".o_intervia_order:contains(Accepted and paid)" },
        { trigger: ".o_intervia_order_delivery:contains(Estimated delivery)" },
    ],
});

tours.add("intervia_billing_accept_by_mail", {
    steps: () => [startCounting, ...SIGN, ...PAY, checkCount(3)],
});

tours.add("intervia_billing_work", {
    steps: () => [
        {
            content: "the agent knows that it is paid, and for when it is promised",
            trigger: ".o_form_view .nav-link:contains(Quotes and orders)",
            run: "click",
        },
        { trigger: ".o_intervia_orders td:contains(Paid)" },
        { trigger: ".o_form_view .nav-link[name=worklog]", run: "click" },
        {
            trigger: ".o_field_widget[name=worklog_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            trigger: "[name=worklog_ids] .o_selected_row [name=name] input",
            run: "edit Installed it",
        },
        {
            trigger: "[name=worklog_ids] .o_selected_row [name=hours] input",
            run: "edit 1:30",
        },
        { trigger: ".o_form_button_save", run: "click" },
        {
            content: "saved, and it is to be charged",
            trigger:
                ".o_form_view:has(.o_form_saved) .o_form_statusbar button[name=action_send_to_invoicing]",
        },
    ],
});

const INVOICE = [
    {
        content: "the invoice is a draft: post it",
        timeout: 60000, // it is made now, with its order
        trigger: ".o_form_statusbar button[name=action_post]",
        run: "click",
    },
];

const REGISTER = [
    {
        trigger: ".modal button[name=action_create_payments]",
        run: "click",
        timeout: 60000, // orders, their invoices and mails are made before
    },
];

const PAID = [
    {
        content: "paid, or about to be matched with the bank",
        trigger: "body:not(:has(.modal)) .ribbon span:contains(Paid)",
        timeout: 60000,
    },
];

tours.add("intervia_billing_invoice", {
    steps: () => [
        {
            content: "the client's work waits",
            trigger: ".o_group_header:contains(Talleres Roble)",
            run: "hover && click .o_group_header:contains(Talleres Roble) .o_group_buttons button",
        },
        ...INVOICE,
        {
            trigger: ".o_form_statusbar button[name=action_register_payment]",
            run: "click",
        },
        ...REGISTER,
        ...PAID,
    ],
});

tours.add("intervia_billing_transfer", {
    steps: () => [
        {
            trigger: ".o_intervia_order_open:contains(Review and pay)",
            run: "click",
            expectUnloadPage: true,
        },
        { trigger: "#o_sale_portal_paynow:contains(Accept)", run: "click" },
        {
            content: "of the ways to pay, the transfer",
            trigger: ".modal.show label:contains(Wire Transfer)",
            run: "click",
        },
        {
            trigger: ".modal.show button[name=o_payment_submit_button]:not(:disabled)",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "he is told how to pay",
            trigger: ".o_portal_sale_sidebar:contains(Communication)",
        },
        {
            trigger: ".o_intervia_order_ticket a",
            run: "click",
            expectUnloadPage: true,
        },
        { trigger: ".o_intervia_order:contains(Waiting for your transfer)" },
    ],
});

tours.add("intervia_billing_transfer_arrived", {
    steps: () => [
        {
            trigger: ".o_form_statusbar button[name=action_intervia_transfer_arrived]",
            run: "click",
        },
        ...REGISTER,
        {
            content: "the order says so at once",
            trigger:
                "body:not(:has(.modal)) .o_field_widget[name=intervia_status]:contains(Paid)",
            timeout: 60000,
        },
    ],
});
