"""One page in every look, loaded once: what axe objects to, what scrolls sideways, what is too small, what is cut off."""
import json
import pathlib

import axe_playwright_python

AXE = (pathlib.Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
WIDE = {"width": 1440, "height": 900}
#: How a page is looked at, and the rules that can come out otherwise than in the first look, which asks all. Forced
#: colours are the reader's own, so no rule is asked of them.
LOOKS = {
    "wide": ({"viewport": WIDE}, []),
    "narrow": ({"viewport": {"width": 320, "height": 640}}, ["target-size", "scrollable-region-focusable"]),
    "dark": ({"viewport": WIDE, "color_scheme": "dark"}, ["color-contrast"]),
    "forced colours": ({"viewport": WIDE, "forced_colors": "active"}, None),
    "twice as large": ({"viewport": WIDE, "size": "largest"}, ["target-size"]),
}

RUN = """async rules => {
    const only = rules.length > 0 ? {runOnly: {type: "rule", values: rules}} : {};
    const {violations} = await axe.run({
        resultTypes: ["violations"], preload: false, iframes: false, rules: {"target-size": {enabled: true}}, ...only});
    // What lies half under a bar that stays is whole once it is scrolled to.
    const isWhole = node => !node.any.some(check => check.data?.messageKey?.startsWith("partiallyObscured"));
    return violations.flatMap(one => one.nodes.filter(isWhole).map(node => `${one.id}: ${one.help}: ${node.html.slice(0, 160)} ${node.any.map(check => check.message).join(" ")}`));
}"""

#: Whatever one presses or fills in is 44 px high; a link in a sentence may be as high as the sentence.
SMALL = """() => [...document.querySelectorAll("button, .button, summary, select, input:not([type=hidden]), textarea")]
    .filter(one => one.checkVisibility({visibilityProperty: true}) && !one.closest(".hidden-visually"))
    .filter(one => !one.matches("[type=checkbox], [type=radio]") || !one.closest("label"))
    .map(one => [one, one.getBoundingClientRect()])
    .filter(([one, box]) => box.width > 0 && box.height < (one.matches("[type=checkbox], [type=radio]") ? 24 : 43.5))
    .map(([one, box]) => `${Math.round(box.height)} px high: ${one.outerHTML.slice(0, 120)}`)"""

#: Words that do not fit where they are. What is cut on purpose is cut before, too, and is told elsewhere.
CUT = """() => [...document.querySelectorAll("body *")].filter(one => {
    const {overflowX, overflowY, clipPath} = getComputedStyle(one);
    const isCut = (way, inner, outer) => ["hidden", "clip"].includes(way) && inner > outer + 1;
    return clipPath === "none" && !one.matches("input, select, textarea") && one.checkVisibility() && !one.closest("svg")
        && (isCut(overflowX, one.scrollWidth, one.clientWidth) || isCut(overflowY, one.scrollHeight, one.clientHeight));
}).map(one => one.outerHTML.slice(0, 120))"""

#: Where colours are forced, only an edge or a line tells what can be pressed or filled in.
EDGELESS = """() => [...document.querySelectorAll("button, .button, input:not([type=hidden]), select, textarea")]
    .filter(one => one.checkVisibility({visibilityProperty: true}) && one.getBoundingClientRect().width > 1)
    .filter(one => {
        const {borderTopWidth, borderTopStyle} = getComputedStyle(one);
        const hasEdge = borderTopStyle !== "none" && parseFloat(borderTopWidth) > 0;
        const isLined = [one, ...one.children].some(part => getComputedStyle(part).textDecorationLine === "underline");
        return !hasEdge && !isLined && !one.matches("[type=checkbox], [type=radio]");
    }).map(one => `no edge: ${one.outerHTML.slice(0, 120)}`)"""

#: A page holds on the day with the longest name, whatever day it is looked at.
LONGEST_DAY = r"""() => {
    const month = "January|February|March|April|May|June|July|August|September|October|November|December";
    const day = new RegExp(String.raw`\b\d{1,2} (${month})\b`, "g");
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const {data} = texts.currentNode;
        texts.currentNode.data = data.replace(/\b(Mon|Tues|Thurs|Fri|Satur|Sun)day\b/g, "Wednesday")
            .replace(day, "30 September");
    }
}"""

#: WCAG 1.4.12.
SPACING = """isWide => {
    const sheet = new CSSStyleSheet();
    if (isWide) sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
        word-spacing: 0.16em !important } p { margin-bottom: 2em !important }`);
    document.adoptedStyleSheets = isWide ? [sheet] : [];
}"""
SIDEWAYS = """() => document.documentElement.scrollWidth <= innerWidth ? "" : [...document.querySelectorAll("body *")]
    .filter(one => one.getBoundingClientRect().right > innerWidth + 1).map(one => one.outerHTML.slice(0, 120)).at(-1)
    ?? "something" """


def dress(page, viewport, color_scheme="light", forced_colors="none", size=None):
    page.set_viewport_size(viewport)
    page.emulate_media(color_scheme=color_scheme, forced_colors=forced_colors)
    page.evaluate("size => { if (size) document.documentElement.dataset.size = size;"
                  " else delete document.documentElement.dataset.size }", size)


def faults(page, seen, is_screen=False):
    """By look, as short sentences; an empty dictionary is a page without fault.

    The room's screen has no small form and no size: it fills whatever displays it. Dark colours are the same for all
    pages of one set of style sheets, and `seen` has the sets that were looked at in the dark: contrast takes longest."""
    page.evaluate(AXE)
    page.evaluate(LONGEST_DAY)
    found = {}
    sheets = page.evaluate("[...document.styleSheets].map(one => one.href).join()")
    for look, (dressed, rules) in LOOKS.items():
        if is_screen and look in ("narrow", "twice as large") or look == "dark" and sheets in seen:
            continue
        dress(page, **dressed)
        here = page.evaluate(EDGELESS) if rules is None else page.evaluate(RUN, rules)
        if not is_screen:
            here += page.evaluate(SMALL)
            if widest := page.evaluate(SIDEWAYS):
                here.append(f"scrolls sideways: {widest}")
        if look in ("wide", "narrow") and not is_screen:
            before = page.evaluate(CUT)
            page.evaluate(SPACING, True)
            if widest := page.evaluate(SIDEWAYS):
                here.append(f"scrolls sideways with wider spacing: {widest}")
            here += [f"cut off by wider spacing: {one}" for one in page.evaluate(CUT) if one not in before]
            page.evaluate(SPACING, False)
        if here:
            found[look] = sorted(set(here))
    seen.add(sheets)
    dress(page, WIDE)
    return found


class Gallery:
    """Pages looked at one after the other in one browser context, and what was amiss with each."""

    def __init__(self, page, address):
        self.page, self.address, self.found, self.seen = page, address, {}, set()

    def visit(self, *places, **options):
        for place in places:
            self.page.goto(self.address + place if place.startswith("/") else place)
            self.look(place, **options)

    def look(self, name, **options):
        self.page.wait_for_load_state()
        if found := faults(self.page, self.seen, **options):
            self.found[name] = found

    def must_be_faultless(self):
        assert self.found == {}, json.dumps(self.found, indent=1, ensure_ascii=False)
