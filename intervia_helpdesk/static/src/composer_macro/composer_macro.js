import { Composer } from "@mail/core/common/composer";
import { registerComposerAction } from "@mail/core/common/composer_actions";
import { Composer as ComposerModel } from "@mail/core/common/composer_model";
import { UseSuggestion } from "@mail/core/common/suggestion_hook";
import { SuggestionService } from "@mail/core/common/suggestion_service";
import { Thread } from "@mail/core/common/thread_model";
import { cleanTerm, prettifyMessageText } from "@mail/utils/common/format";
import { markup } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { htmlReplace } from "@web/core/utils/html";
import { patch } from "@web/core/utils/patch";

const DELIMITER = "::"; // of canned responses, whose list macros share

patch(Thread.prototype, {
    setup() {
        super.setup(...arguments);
        /** Whether the user answers this ticket for support; the server tells. */
        this.intervia_takes_macros = false;
        /** Filled in for this ticket, as read last. */
        this.interviaMacros = [];
    },
});

patch(ComposerModel.prototype, {
    setup() {
        super.setup(...arguments);
        /** The macro whose changes are made when the answer is sent. */
        this.interviaMacro = undefined;
        /** Those whose words were inserted. */
        this.interviaInserted = [];
    },

    clear() {
        super.clear(...arguments);
        this.interviaMacro = undefined;
        this.interviaInserted = [];
    },

    /** Words of macros that nobody changed get their bold and lists back. */
    formatInterviaMacros(body) {
        return this.interviaInserted.reduce((html, macro) => {
            const words = prettifyMessageText(macro.text);
            // markup: made by the server, of a sanitised field
            return htmlReplace(html, words, () => markup(macro.html));
        }, body);
    },
});

patch(SuggestionService.prototype, {
    async fetchSuggestions({ delimiter }, { thread, abortSignal } = {}) {
        const fetching = [super.fetchSuggestions(...arguments)];
        if (delimiter === DELIMITER && thread?.intervia_takes_macros) {
            fetching.push(this.fetchInterviaMacros(thread, abortSignal));
        }
        await Promise.all(fetching);
    },

    async fetchInterviaMacros(thread, abortSignal) {
        thread.interviaMacros = await this.makeOrmCall(
            "intervia.ticket",
            "read_macros",
            [[thread.id]],
            {},
            { abortSignal }
        );
    },

    searchSuggestions({ delimiter, term }, { thread } = {}) {
        const found = super.searchSuggestions(...arguments);
        if (delimiter !== DELIMITER || !thread?.intervia_takes_macros) {
            return found;
        }
        const macros = this.searchInterviaMacros(
            thread.interviaMacros,
            cleanTerm(term)
        );
        return { ...found, suggestions: [...macros, ...found.suggestions] };
    },

    /** By shortcut or name; what begins with the term goes first. */
    searchInterviaMacros(macros, term) {
        const words = (macro) => [cleanTerm(macro.shortcut), cleanTerm(macro.name)];
        const isFirst = (macro) => words(macro).some((word) => word.startsWith(term));
        const found = macros.filter((macro) =>
            words(macro).some((word) => word.includes(term))
        );
        return [
            ...found.filter((macro) => isFirst(macro)),
            ...found.filter((macro) => !isFirst(macro)),
        ].map((macro) => ({
            interviaMacro: macro,
            source: macro.shortcut || macro.name,
            substitution: macro.text,
        }));
    },
});

patch(UseSuggestion.prototype, {
    insert(option) {
        if (option.interviaMacro) {
            this.composer.interviaMacro = option.interviaMacro;
            this.composer.interviaInserted.push(option.interviaMacro);
        }
        super.insert(...arguments);
    },
});

patch(Composer.prototype, {
    get navigableListProps() {
        const props = super.navigableListProps;
        if (this.suggestion?.state.items?.type !== "mail.canned.response") {
            return props;
        }
        const options = props.options.map((option) =>
            option.cannedResponse.interviaMacro
                ? {
                      ...option,
                      cannedResponse: undefined,
                      interviaMacro: option.cannedResponse.interviaMacro,
                      optionTemplate: "intervia_helpdesk.SuggestionMacro",
                  }
                : option
        );
        return { ...props, options };
    },

    /** Notes take the words of a macro, never its changes. */
    get interviaMacro() {
        return this.props.type === "message"
            ? this.props.composer.interviaMacro
            : undefined;
    },

    get interviaMacroContext() {
        return this.interviaMacro ? { intervia_macro_id: this.interviaMacro.id } : {};
    },

    onDropInterviaMacro() {
        this.props.composer.interviaMacro = undefined;
    },

    get extraData() {
        const data = super.extraData;
        return this.interviaMacro
            ? { ...data, context: { ...data.context, ...this.interviaMacroContext } }
            : data;
    },

    processMessage(send) {
        const { composer } = this.props;
        return super.processMessage((body) =>
            send(composer.formatInterviaMacros(body))
        );
    },

    formatDefaultBodyForFullComposer(body, signature) {
        const formatted = this.props.composer.formatInterviaMacros(body);
        return super.formatDefaultBodyForFullComposer(formatted, signature);
    },

    get fullComposerAdditionalContext() {
        return { ...super.fullComposerAdditionalContext, ...this.interviaMacroContext };
    },
});

registerComposerAction("intervia-macro", {
    condition: ({ composer, owner }) =>
        owner.props.type === "message" &&
        !composer.message &&
        composer.targetThread?.intervia_takes_macros,
    icon: "fa fa-magic",
    name: _t("Insert a macro"),
    onSelected: ({ owner }, ev) => owner.onClickInsertCannedResponse(ev),
    sequence: 4,
});
