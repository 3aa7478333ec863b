import { Interaction } from "@web/public/interaction";
import { registry } from "@web/core/registry";
import { browser } from "@web/core/browser/browser";

const PREFIX = "intervia_draft_";

/**
 * Keeps what is being typed in this tab until it is sent: a reload, a lost connection or
 * a session that ended loses nothing.
 */
export class Draft extends Interaction {
    static selector = "form[data-draft]";
    dynamicContent = {
        _root: {
            "t-on-input": this.debounced(this.save, 300),
            "t-on-submit": this.leave,
        },
        _window: { "t-on-pageshow": () => this.lock(false) },
    };

    setup() {
        this.key = PREFIX + this.el.dataset.draft;
    }

    start() {
        const saved = JSON.parse(browser.sessionStorage.getItem(this.key) || "{}");
        for (const field of this.fields()) {
            if (!field.value && saved[field.name]) {
                field.value = saved[field.name];
            }
        }
    }

    fields() {
        return this.el.querySelectorAll(
            "textarea, input[type=text][maxlength], input[type=email]"
        );
    }

    save() {
        const texts = [...this.fields()].map((field) => [field.name, field.value]);
        browser.sessionStorage.setItem(
            this.key,
            JSON.stringify(Object.fromEntries(texts))
        );
    }

    /** Kept until a page arrives that says it was sent. */
    leave() {
        this.save();
        this.waitForTimeout(() => this.lock(true), 0);
    }

    /** Pressing twice sends once. */
    lock(isSending) {
        this.el.querySelector("button[type=submit]").disabled = isSending;
    }
}

/** A page that says "sent" ends the draft. */
export class DraftEnd extends Interaction {
    static selector = "[data-draft-sent]";

    start() {
        for (const name of this.el.dataset.draftSent.split(" ")) {
            browser.sessionStorage.removeItem(PREFIX + name);
        }
        const form = document.querySelector("form[data-draft] textarea");
        if (form && !form.defaultValue) {
            form.value = "";
        }
    }
}

registry
    .category("public.interactions")
    .add("intervia_helpdesk_portal.draft", Draft)
    .add("intervia_helpdesk_portal.draft_end", DraftEnd);
