/**
 * The colours of a map are custom properties, so that a page that holds it can set others. Nothing is told by colour
 * alone: what a colour says, a mark, a dash or a word says too.
 */
const LIGHT = `
--map-paper:#ffffff;--map-text:#16191f;--map-faint:#545b64;--map-line:#687078;--map-box:#ffffff;
--map-outside:#545b64;--map-edge:#7d2bd1;--map-vpc:#7d2bd1;--map-subnet:#00707f;--map-public:#4d7209;--map-resource:#b8510a;
--map-account:#c7135f;--map-request:#0b5fd8;--map-reply:#a34a00;--map-blocker:#c8102e;--map-undecided:#8a5a00;
--map-added:#1d7a2f;--map-removed:#c8102e;--map-changed:#8a5a00`;
const DARK = `
--map-paper:#0f141a;--map-text:#eceff3;--map-faint:#a8b2bd;--map-line:#8d99a6;--map-box:#18202a;
--map-outside:#a8b2bd;--map-edge:#b98cff;--map-vpc:#b98cff;--map-subnet:#35c3d1;--map-public:#9acb3b;--map-resource:#ff9d57;
--map-account:#ff7eb0;--map-request:#6fb1ff;--map-reply:#ffa94d;--map-blocker:#ff6b7d;--map-undecided:#e8b44c;
--map-added:#5fd07a;--map-removed:#ff6b7d;--map-changed:#e8b44c`;

/** For a page whose reader chooses the theme. */
export const MAP_COLOURS: Readonly<Record<'light' | 'dark', string>> = { light: LIGHT, dark: DARK };

const RULES = `
.hopwise-map{background:var(--map-paper);font-family:system-ui,-apple-system,"Segoe UI",Helvetica,Arial,sans-serif}
.hopwise-map text{fill:var(--map-text);font-size:11px}
.hopwise-map .title{font-size:13px;font-weight:600}
.hopwise-map .faint{fill:var(--map-faint)}
.hopwise-map .heading{font-size:16px;font-weight:600}
.hopwise-map .paper{fill:var(--map-paper)}
.hopwise-map .box{fill:var(--map-box);stroke:var(--kind);stroke-width:1.25}
.hopwise-map .frame{fill:var(--kind);fill-opacity:.045;stroke:var(--kind);stroke-width:1.25}
.hopwise-map .region>.frame,.hopwise-map .missing>.box{stroke-dasharray:5 4}
.hopwise-map .symbol{fill:none;stroke:var(--kind);stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round}
.hopwise-map .pill{fill:var(--kind)}
.hopwise-map .pill+text{fill:var(--map-paper);font-weight:600}
.hopwise-map .outside{--kind:var(--map-outside)}
.hopwise-map .edge{--kind:var(--map-edge)}
.hopwise-map .vpc{--kind:var(--map-vpc)}
.hopwise-map .account{--kind:var(--map-account)}
.hopwise-map .region{--kind:var(--map-subnet)}
.hopwise-map .subnet{--kind:var(--map-subnet)}
.hopwise-map .public{--kind:var(--map-public)}
.hopwise-map .resource{--kind:var(--map-resource)}
.hopwise-map .link{fill:none;stroke:var(--map-line);stroke-width:1.25}
.hopwise-map .attachment{stroke-dasharray:1 3;stroke-linecap:round;stroke-width:1.75}
.hopwise-map .tip{fill:var(--map-line)}
.hopwise-map .request{--step:var(--map-request)}
.hopwise-map .reply{--step:var(--map-reply)}
.hopwise-map .walk{fill:none;stroke:var(--step);stroke-width:3}
.hopwise-map .walk.reply{stroke-dasharray:8 4}
.hopwise-map .step{fill:var(--step)}
.hopwise-map .beyond>.walk{stroke-width:1.5;stroke-dasharray:2 5}
.hopwise-map .beyond>.step{fill:var(--map-paper);stroke:var(--step)}
.hopwise-map .step+text{fill:var(--map-paper);font-weight:700}
.hopwise-map .beyond>.step+text{fill:var(--step)}
.hopwise-map .badge+text{fill:var(--map-paper);font-weight:700}
.hopwise-map .blocker{--mark:var(--map-blocker)}
.hopwise-map .undecided{--mark:var(--map-undecided)}
.hopwise-map .added{--mark:var(--map-added)}
.hopwise-map .removed{--mark:var(--map-removed)}
.hopwise-map .changed{--mark:var(--map-changed)}
.hopwise-map .around,.hopwise-map .sender,.hopwise-map .target{--mark:var(--map-request)}
.hopwise-map .ring{fill:none;stroke:var(--mark);stroke-width:3}
.hopwise-map .removed>.ring,.hopwise-map .link.removed{stroke-dasharray:6 4}
.hopwise-map .link.added,.hopwise-map .link.removed{stroke:var(--mark);stroke-width:2.5}
.hopwise-map .badge{fill:var(--mark)}
`;

/** For a page that holds maps; the colours follow the reader's theme unless the page sets others. */
export const MAP_STYLE: string =
  `.hopwise-map{${LIGHT}}@media (prefers-color-scheme:dark){.hopwise-map{${DARK}}}${RULES}`.replace(/\n/g, '');
