import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";

/** "Report an error" in the menu of the user, with the page and the browser. */
export function reportErrorItem(env) {
    return {
        type: "item",
        id: "intervia_report_error",
        description: _t("Report an error"),
        callback: () =>
            env.services.action.doAction(
                "intervia_helpdesk.intervia_error_send_action",
                {
                    additionalContext: {
                        default_path: browser.location.pathname,
                        default_program: browser.navigator.userAgent,
                    },
                }
            ),
        sequence: 25,
    };
}

registry.category("user_menuitems").add("intervia_report_error", reportErrorItem);
