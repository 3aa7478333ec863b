import { registry } from "@web/core/registry";
import { FormController } from "@web/views/form/form_controller";
import { formView } from "@web/views/form/form_view";

/**
 * A typed password goes with the call of the button alone: the record of the dialog,
 * which is saved before, never has it.
 */
export class PasswordFormController extends FormController {
    async beforeExecuteActionButton(clickParams) {
        const password = this.model.root.data.password;
        const isSaved = await super.beforeExecuteActionButton(...arguments);
        if (clickParams.name === "action_apply" && password) {
            clickParams.buttonContext = { intervia_password: password };
        }
        return isSaved;
    }

    async afterExecuteActionButton(clickParams) {
        delete clickParams.buttonContext;
        return super.afterExecuteActionButton(...arguments);
    }
}

registry.category("views").add("intervia_password_form", {
    ...formView,
    Controller: PasswordFormController,
});
