import { Interaction } from "@web/public/interaction";
import { registry } from "@web/core/registry";
import { rpc } from "@web/core/network/rpc";
import { _t } from "@web/core/l10n/translation";

const WAIT = 500;

/**
 * Offers what may answer the question while it is typed, and once more before it is
 * sent. Without it the form simply sends.
 */
export class Suggestions extends Interaction {
    static selector = ".o_intervia_new_ticket";
    dynamicContent = {
        "[name=name], [name=description]": {
            "t-on-input": this.debounced(() => this.ask(), WAIT),
        },
        _root: { "t-on-click": this.onClick },
    };

    setup() {
        this.count = 0;
        this.known = "";
        this.last = "";
        this.asked = 0;
    }

    start() {
        this.slot = this.el.querySelector("#intervia_slot_suggestions");
        if (this.slot) {
            this.slot.setAttribute("aria-live", "polite");
        }
        // before whoever else listens: a captcha sends the form by itself
        const hold = (ev) => this.onSubmit(ev);
        this.el.addEventListener("submit", hold, { capture: true });
        this.registerCleanup(() =>
            this.el.removeEventListener("submit", hold, { capture: true })
        );
        this.ask();
    }

    get typed() {
        const value = (name) => this.el.elements[name]?.value.trim() || "";
        return { title: value("name"), text: value("description") };
    }

    async ask() {
        const { title, text } = this.typed;
        const key = `${title}\n${text}`;
        if (!this.slot || key === this.last || key.length < 9) {
            return;
        }
        this.last = key;
        const turn = ++this.asked;
        const answer = await this.waitFor(
            rpc("/soporte/sugerencias", { title, text }, { silent: true }).catch(
                () => null
            )
        );
        if (!answer || turn !== this.asked) {
            return;
        }
        this.count = answer.count;
        this.known = answer.known;
        this.show(answer.html);
    }

    show(html) {
        const holder = document.createElement("div");
        holder.innerHTML = html;
        this.slot.replaceChildren(...holder.childNodes);
    }

    /** "This solved it" goes in a form of its own: the question is not sent. */
    onClick(ev) {
        const button = ev.target.closest(".o_intervia_solved");
        if (!button) {
            return;
        }
        ev.preventDefault();
        const form = document.createElement("form");
        form.method = "post";
        form.action = button.getAttribute("formaction");
        const fields = {
            csrf_token: this.el.elements.csrf_token.value,
            [button.name]: button.value,
        };
        for (const [name, value] of Object.entries(fields)) {
            const input = document.createElement("input");
            input.type = "hidden";
            input.name = name;
            input.value = value;
            form.append(input);
        }
        document.body.append(form);
        form.submit();
    }

    /** Tells the server, which would ask the same without JavaScript. */
    markSeen() {
        const input = document.createElement("input");
        input.type = "hidden";
        input.name = "seen_suggestions";
        input.value = "1";
        this.el.append(input);
    }

    /** What was not yet looked at is shown once before the question goes. */
    onSubmit(ev) {
        if (
            ev.submitter?.hasAttribute("formaction") ||
            this.el.elements.seen_suggestions
        ) {
            return;
        }
        if (!this.count && !this.known) {
            return;
        }
        ev.preventDefault();
        ev.stopImmediatePropagation();
        this.markSeen();
        const note = document.createElement("p");
        note.className = "alert alert-info o_intervia_before_sending";
        note.setAttribute("role", "alert");
        note.textContent = _t(
            "Before you send it: does one of these solve it? If not, press Send again."
        );
        this.slot.querySelector(".o_intervia_before_sending")?.remove();
        this.slot.prepend(note);
        this.slot.scrollIntoView({ block: "center" });
        this.slot.querySelector(".o_intervia_suggestions_title, a")?.focus();
    }
}

registry
    .category("public.interactions")
    .add("intervia_helpdesk_portal.suggestions", Suggestions);
