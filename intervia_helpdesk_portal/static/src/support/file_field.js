import { Interaction } from "@web/public/interaction";
import { registry } from "@web/core/registry";
import { _t } from "@web/core/l10n/translation";

/** Says before sending what the server would say after it: too many, too large. */
export class FileField extends Interaction {
    static selector = ".o_intervia_files";
    dynamicContent = {
        "input[type=file]": { "t-on-change": this.check },
        "input[name=kept]": { "t-on-change": this.check },
    };

    check() {
        const input = this.el.querySelector("input[type=file]");
        const error = this.el.querySelector("[role=alert]");
        const complaint = this.judge([...input.files]);
        error.textContent = complaint;
        error.classList.toggle("d-none", !complaint);
        input.classList.toggle("is-invalid", Boolean(complaint));
    }

    judge(files) {
        const maxFiles = Number(this.el.dataset.maxFiles);
        const maxMb = Number(this.el.dataset.maxMb);
        const kept = this.el.querySelectorAll("input[name=kept]:checked").length;
        if (kept + files.length > maxFiles) {
            return _t("%s files can be sent at a time.", maxFiles);
        }
        const large = files.find((file) => file.size > maxMb * 1024 * 1024);
        if (large) {
            return _t("“%(file)s” is larger than %(limit)s MB.", {
                file: large.name,
                limit: maxMb,
            });
        }
        return "";
    }
}

registry
    .category("public.interactions")
    .add("intervia_helpdesk_portal.file_field", FileField);
