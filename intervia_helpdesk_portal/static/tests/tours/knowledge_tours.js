import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const SEARCH = ".o_intervia_search input[name=buscar]";

tours.add("intervia_knowledge_search", {
    steps: () => [
        { trigger: SEARCH, run: "edit la inpresora no imprime" },
        {
            trigger: ".o_intervia_search button",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".o_intervia_article_row a:contains(La impresora no imprime)",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "the video is asked of nobody until it is played",
            trigger: "body:not(:has(iframe[src*=youtube])) .o_intervia_video_play",
        },
        {
            trigger: "#o_intervia_useful button[value=yes]",
            run: "click",
            expectUnloadPage: true,
        },
        { trigger: "#o_intervia_useful [role=status]" },
    ],
});

tours.add("intervia_knowledge_solved", {
    steps: () => [
        { trigger: "input[name=name]", run: "edit La impresora de recepción" },
        {
            trigger: "textarea[name=description]",
            run: "edit Mando trabajos y no imprime nada",
        },
        { trigger: ".o_intervia_suggestion a:contains(La impresora no imprime)" },
        {
            trigger: ".o_intervia_suggestion .o_intervia_solved",
            run: "click",
            expectUnloadPage: true,
        },
        { trigger: ".fa-check-circle + h1" },
    ],
});

tours.add("intervia_knowledge_before_sending", {
    steps: () => [
        { trigger: ".o_intervia_step label.btn:first", run: "click" },
        {
            trigger: "input[name=area_id] + label:contains(Tour area)",
            run: "click",
        },
        { trigger: "input[name=name]", run: "edit La impresora de recepción" },
        {
            trigger: "textarea[name=description]",
            run: "edit Mando trabajos y no imprime nada",
        },
        { trigger: ".o_intervia_suggestion" },
        { trigger: ".o_intervia_submit", run: "click" },
        { trigger: ".o_intervia_before_sending" },
        { trigger: ".o_intervia_submit", run: "click", expectUnloadPage: true },
        { trigger: ".o_intervia_entry_body:contains(Mando trabajos)" },
    ],
});

tours.add("intervia_knowledge_survey", {
    steps: () => [
        {
            trigger: ".o_intervia_answer_survey",
            run: "click",
            expectUnloadPage: true,
        },
        { trigger: ".o_survey_form button[type=submit]:visible", run: "click" },
        { trigger: ".js_question-wrapper label:contains(Yes)", run: "click" },
        { trigger: "button[value=finish]:visible", run: "click" },
        { trigger: ".modal .btn-primary", run: "click" },
        { trigger: ".o_survey_finished" },
    ],
});

tours.add("intervia_knowledge_evaluate", {
    steps: () => [
        { trigger: ".o_intervia_evaluate summary", run: "click" },
        { trigger: ".o_intervia_evaluate input[type=radio]:first", run: "click" },
        {
            trigger: ".o_intervia_evaluate button",
            run: "click",
            expectUnloadPage: true,
        },
        { trigger: "#o_intervia_stars_4 + label", run: "click" },
        {
            trigger: "#evaluation_case button",
            run: "click",
            expectUnloadPage: true,
        },
        { trigger: ".o_intervia_stars:has(#o_intervia_stars_4:checked)" },
    ],
});
