import {
    checkCount,
    startCounting,
} from "@intervia_helpdesk/../tests/tours/click_count";
import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

/** Put files into a field, as a person would by its button. */
function attach(selector, names) {
    return {
        content: `attach ${names}`,
        trigger: selector,
        run() {
            const transfer = new DataTransfer();
            const png = new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10, 0]);
            for (const name of names) {
                transfer.items.add(new File([png], name, { type: "image/png" }));
            }
            this.anchor.files = transfer.files;
            this.anchor.dispatchEvent(new Event("change", { bubbles: true }));
        },
    };
}

const QUESTION = [
    { trigger: ".o_intervia_open", run: "click", expectUnloadPage: true },
    { trigger: ".o_intervia_step label.btn:first", run: "click" },
    { trigger: "input[name=area_id] + label:contains(Tour area)", run: "click" },
    {
        content: "only the subjects of this department are offered",
        trigger: "select[name=category_id]:has(option:contains(Tour subject))",
    },
    { trigger: "input[name=name]", run: "edit The tour has no guide" },
    { trigger: "textarea[name=description]", run: "edit It stops at the bridge." },
];

tours.add("intervia_portal_open", {
    steps: () => [
        ...QUESTION,
        attach(".o_intervia_files input", ["map.png"]),
        { trigger: ".o_intervia_submit", run: "click", expectUnloadPage: true },
        {
            trigger:
                "[data-draft-sent=new] .o_intervia_number, [data-draft-sent=new] strong",
        },
        { trigger: ".o_intervia_entry_files a:contains(map.png)" },
    ],
});

tours.add("intervia_portal_visitor", {
    steps: () => [
        startCounting,
        ...QUESTION,
        { trigger: "input[name=partner_name]", run: "edit Ana Soto" },
        { trigger: "input[name=partner_email]", run: "edit ana@visitor.example" },
        { trigger: ".o_intervia_submit", run: "click", expectUnloadPage: true },
        { trigger: "strong:contains(ana@visitor.example)" },
        checkCount(4, 6),
    ],
});

tours.add("intervia_portal_confirm", {
    steps: () => [
        { trigger: ".o_intervia_submit", run: "click", expectUnloadPage: true },
        { trigger: ".o_intervia_entry_body:contains(It stops at the bridge.)" },
        { trigger: "textarea[name=body]", run: "edit And it rains." },
        {
            trigger: ".o_intervia_reply .o_intervia_submit",
            run: "click",
            expectUnloadPage: true,
        },
        { trigger: ".o_intervia_entry_body:contains(And it rains.)" },
    ],
});

tours.add("intervia_portal_follow", {
    steps: () => [
        { trigger: "#o_intervia_search", run: "edit on fire" },
        { trigger: ".o_intervia_bar button", run: "click", expectUnloadPage: true },
        {
            trigger: ".o_intervia_ticket_subject:contains(The printer is on fire)",
            run: "click",
            expectUnloadPage: true,
        },
        { trigger: ".o_intervia_reply_button", run: "click" },
        { trigger: "textarea[name=body]", run: "edit Three pictures" },
        attach(".o_intervia_files input", ["1.png", "2.png", "3.png", "4.png"]),
        {
            content: "the fourth is one too many",
            trigger: ".o_intervia_error:contains(3)",
        },
        {
            trigger: ".o_intervia_reply .o_intervia_submit",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "the server says so, too",
            trigger: ".alert-danger:contains(4.png)",
        },
        { trigger: ".o_intervia_kept:eq(2)" },
        {
            trigger: "textarea[name=body]:value(Three pictures)",
        },
        {
            trigger: ".o_intervia_reply .o_intervia_submit",
            run: "click",
            expectUnloadPage: true,
        },
        { trigger: ".o_intervia_entry_files a:contains(3.png)" },
        {
            content: "nothing is left of the draft",
            trigger: "textarea[name=body]:value()",
        },
    ],
});

tours.add("intervia_portal_close", {
    steps: () => [
        { trigger: ".o_intervia_act summary", run: "click" },
        { trigger: "textarea[name=word]", run: "edit Water did it" },
        { trigger: ".o_intervia_close button", run: "click", expectUnloadPage: true },
        { trigger: ".o_intervia_label_completed" },
        { trigger: ".o_intervia_undo", run: "click", expectUnloadPage: true },
        { trigger: ".o_intervia_label_in_progress" },
        { trigger: ".o_intervia_act summary", run: "click" },
        { trigger: ".o_intervia_close button", run: "click", expectUnloadPage: true },
        { trigger: ".o_intervia_act summary", run: "click" },
        { trigger: "textarea[name=word]", run: "edit It burns again" },
        { trigger: ".o_intervia_reopen button", run: "click", expectUnloadPage: true },
        { trigger: ".o_intervia_entry_body:contains(It burns again)" },
        { trigger: ".o_intervia_label_in_progress" },
    ],
});

tours.add("intervia_portal_company", {
    steps: () => [
        { trigger: "#o_intervia_who", run: "select company" },
        { trigger: ".o_intervia_bar button", run: "click", expectUnloadPage: true },
        { trigger: ".o_intervia_person:contains(Customer)" },
        {
            trigger: ".o_intervia_ticket_subject:contains(The printer is on fire)",
            run: "click",
            expectUnloadPage: true,
        },
        { trigger: ".o_intervia_facts:contains(Customer)" },
    ],
});

tours.add("intervia_portal_public", {
    steps: () => [
        { trigger: "h1:contains(The printer is on fire)" },
        { trigger: "#wrap:not(:has(form)):not(:contains(Customer))" },
    ],
});
