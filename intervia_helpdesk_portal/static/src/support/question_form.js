import { Interaction } from "@web/public/interaction";
import { registry } from "@web/core/registry";

/** The subjects of the chosen department only. Without it, they are shown by department. */
export class QuestionForm extends Interaction {
    static selector = ".o_intervia_new_ticket";
    dynamicContent = {
        "input[name=area_id]": { "t-on-change": this.showSubjects },
    };

    start() {
        this.category = this.el.querySelector("select[name=category_id]");
        this.groups = this.category
            ? [...this.category.querySelectorAll("optgroup")]
            : [];
        this.showSubjects();
        document.getElementById("o_intervia_problems")?.focus();
    }

    showSubjects() {
        const area = this.el.querySelector("input[name=area_id]:checked")?.value;
        if (!area || !this.category) {
            return;
        }
        const mine = this.groups.filter((group) => group.dataset.area === area);
        const chosen = this.category.value;
        this.category.replaceChildren(this.category.options[0], ...mine);
        this.category.value = chosen;
        if (this.category.selectedIndex < 0) {
            this.category.selectedIndex = 0;
        }
        this.category
            .closest(".o_intervia_category")
            .classList.toggle("d-none", !mine.length);
    }
}

registry
    .category("public.interactions")
    .add("intervia_helpdesk_portal.question_form", QuestionForm);
