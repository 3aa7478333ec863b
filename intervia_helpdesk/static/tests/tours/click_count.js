// What somebody does with finger or mouse, typing apart, over all the pages
const COUNT = "intervia_tour_clicks";
const TYPED = "textarea, input:not([type=radio]):not([type=checkbox]):not([type=file])";

document.addEventListener(
    "pointerdown",
    (ev) => {
        const count = sessionStorage.getItem(COUNT);
        if (count !== null && !ev.target.closest(TYPED)) {
            sessionStorage.setItem(COUNT, Number(count) + 1);
        }
    },
    true
);

/** Count from here on. */
export const startCounting = {
    trigger: "body",
    run: () => sessionStorage.setItem(COUNT, 0),
};

/** From ``least`` on, or the count itself is broken, to ``most``. */
export function checkCount(least, most = least) {
    return {
        content: `${least} to ${most} clicks`,
        trigger: "body",
        run() {
            const count = Number(sessionStorage.getItem(COUNT));
            sessionStorage.removeItem(COUNT);
            if (count < least || count > most) {
                throw new Error(`${count} clicks`);
            }
        },
    };
}
