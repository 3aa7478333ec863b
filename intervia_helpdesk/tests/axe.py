"""axe-core, which judges whether everybody can use a page. Not part of the addon.

``setup/test`` fetches it and names it in ``INTERVIA_AXE``; without that, it is looked
for where ``setup/test`` keeps it.
"""

import hashlib
import os
from pathlib import Path

VERSION = "4.14.1"
DIGEST = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"
KEPT = Path(__file__).resolve().parents[2] / "var" / "cache" / f"axe-{VERSION}.min.js"

# Loads each page in a frame of each width and lets axe judge what the addon put there;
# header and footer are the website's.
JUDGE = """
const outside = ["header", "footer", "#o_search_modal", ".o-livechat-root"];
async function judge(path, width) {
    const frame = document.createElement("iframe");
    frame.style = `position: fixed; top: 0; left: 0; width: ${width}px; height: 900px`;
    frame.src = path;
    document.body.append(frame);
    await new Promise((done) => (frame.onload = done));
    await new Promise((done) => setTimeout(done, 300));
    const page = frame.contentWindow;
    page.eval(await (await fetch("/intervia_axe.js")).text());
    const others = outside.filter((selector) => page.document.querySelector(selector));
    const found = await page.axe.run(
        { exclude: others.map((selector) => [selector]) },
        { resultTypes: ["violations"], preload: false } // no style sheets of elsewhere
    );
    // not removed: what it still loads would complain
    frame.hidden = true;
    return found.violations
        .filter((v) => ["serious", "critical"].includes(v.impact))
        .map((v) => [path, width, v.id, ...v.nodes.map((n) => n.html)].join(" "));
}
(async () => {
    const complaints = [];
    for (const path of %(paths)s) {
        for (const width of [1280, 390]) {
            complaints.push(...(await judge(path, width)));
        }
    }
    if (complaints.length) {
        console.error(complaints.join("\\n"));
    } else {
        console.log("test successful");
    }
})();
"""


def read():
    """The source of axe-core, the very version that is expected."""
    path = Path(os.environ.get("INTERVIA_AXE") or KEPT)
    if not path.exists():
        raise FileNotFoundError(
            f"axe-core is missing: run setup/test, or put it in {path}"
        )
    source = path.read_bytes()
    if hashlib.sha256(source).hexdigest() != DIGEST:
        raise ValueError(f"{path} is not axe-core {VERSION}")
    return source


def publish(env):
    """Serve it to the pages that are judged, where ``JUDGE`` looks for it."""
    env["ir.attachment"].create(
        {
            "name": "intervia_axe.js",
            "url": "/intervia_axe.js",
            "type": "binary",
            "raw": read(),
            "mimetype": "text/javascript",
            "public": True,
        }
    )
