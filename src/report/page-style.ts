export const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --page: #f6f5f2; --card: #ffffff; --ink: #1d1f24; --quiet: #5a5f6b; --line: #e3e1db; --track: #ecebe6; --accent: #1f5fbf;
  --good: #1b7f5c; --wait: #d9a21b; --no: #c4453c; --gone: #6f6a80; --open: #c9c7c0;
  --one: #2f6fce; --two: #1b7f5c; --three: #8a5bc2; --four: #d9822b; --five: #2a9bb3;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #14161b; --card: #1d2027; --ink: #eceef2; --quiet: #a6acb9; --line: #2f343e; --track: #2a2e37; --accent: #8ab4f8;
    --good: #3fb68b; --wait: #e3b64a; --no: #e5756c; --gone: #968fae; --open: #4a4f5b;
    --one: #6ea2ee; --two: #3fb68b; --three: #b48ee6; --four: #eba259; --five: #54bfd4;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; -webkit-text-size-adjust: 100%; }
header, main, footer { max-width: 68rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 3rem; }
h1 { margin: 0; font-size: clamp(2rem, 5vw, 2.9rem); line-height: 1.1; letter-spacing: -0.02em; text-wrap: balance; }
header p { margin: .5rem 0 0; color: var(--quiet); }
section { margin: 2.75rem 0; }
h2 { margin: 0 0 1rem; font-size: 1.35rem; letter-spacing: -0.01em; }
h3 { margin: 0 0 .35rem; font-size: 1rem; overflow-wrap: anywhere; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: 1rem; margin: 2rem 0; }
.figures > div, article, .columns > div, .advice, table.chart, details { background: var(--card); border: 1px solid var(--line); border-radius: 14px; }
.figures > div { padding: 1rem 1.15rem; display: flex; flex-direction: column; justify-content: space-between; }
dt { color: var(--quiet); font-size: .88rem; }
dd { margin: .35rem 0 0; font-size: 2rem; line-height: 1.15; font-weight: 650; letter-spacing: -0.02em; font-variant-numeric: tabular-nums; }
.small dd { font-size: 1.4rem; }
.advice { margin: 0; padding: .4rem 1.15rem; list-style: none; border-inline-start: 5px solid var(--wait); }
.advice li { padding: .6rem 0; }
.advice li + li { border-top: 1px solid var(--line); }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr)); gap: 1rem; }
article { padding: 1rem 1.15rem; }
article.wide + article.wide { margin-top: 1rem; }
.rate { display: flex; align-items: baseline; gap: .6rem; margin: 0 0 .6rem; }
.rate strong { font-size: 1.9rem; letter-spacing: -0.02em; font-variant-numeric: tabular-nums; }
.rate span, .quiet { color: var(--quiet); font-size: .88rem; }
article .quiet { margin: .5rem 0 0; }
.bar { display: block; width: 100%; height: 20px; border-radius: 6px; background: var(--track); }
.thin { height: 12px; min-width: 4rem; }
.mark { height: 18px; background: none; min-width: 6rem; }
.legend { display: flex; flex-wrap: wrap; gap: .35rem 1.1rem; margin: 0 0 .9rem; padding: 0; list-style: none; font-size: .88rem; color: var(--quiet); }
.legend li { display: flex; align-items: center; gap: .4rem; }
.legend svg { width: 12px; height: 12px; }
.columns { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 24rem), 1fr)); gap: 1rem; align-items: start; }
.columns > div { padding: 1rem 1.15rem; }
.columns table.chart, article table.chart { border: 0; background: none; border-radius: 0; }
table { width: 100%; border-collapse: collapse; font-size: .92rem; }
th, td { padding: .3rem .5rem; text-align: start; vertical-align: middle; }
th[scope="row"] { font-weight: 500; overflow-wrap: anywhere; }
table.chart { border-spacing: 0; border-collapse: separate; padding: .5rem .65rem; }
.columns table.chart, article table.chart { padding: 0; }
.columns th:first-child, article th:first-child { padding-inline-start: 0; }
table.chart th[scope="row"] { width: 26%; }
thead th { color: var(--quiet); font-weight: 500; font-size: .85rem; }
.limits { margin-top: 1rem; }
section > .scroll thead th:last-child, .limits thead th:last-child { min-width: min(13rem, 30vw); text-align: end; }
bdi { white-space: nowrap; }
table.chart thead th { vertical-align: bottom; }
[dir="rtl"] .bar { transform: scaleX(-1); }
.number { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; }
.chart .number { width: 1%; }
.verdict { margin: .8rem 0 0; padding-inline-start: .8rem; border-inline-start: 4px solid var(--open); }
.verdict.higher, .verdict.lower { border-color: var(--good); }
details { margin-top: 1rem; padding: .65rem 1.15rem; }
summary { cursor: pointer; color: var(--accent); font-size: .92rem; }
details table { margin: .6rem 0 .3rem; font-size: .86rem; }
details tr + tr > *, details tbody tr:first-child > * { border-top: 1px solid var(--line); }
details thead th { text-align: end; vertical-align: bottom; }
details thead th:first-child { text-align: start; }
.scroll { overflow-x: auto; }
.scroll > table.chart { min-width: 38rem; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; border-radius: 6px; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
footer { padding-top: 1rem; padding-bottom: 3rem; color: var(--quiet); font-size: .88rem; }
.track { fill: var(--track); }
.fate-answered, .interval { fill: var(--good); } .fate-putOff { fill: var(--wait); } .fate-declined { fill: var(--no); } .fate-givenUp { fill: var(--gone); } .fate-open { fill: var(--open); }
.origin-signUp { fill: var(--one); } .origin-later { fill: var(--two); } .origin-program { fill: var(--three); } .origin-provider { fill: var(--four); } .origin-lookUp { fill: var(--five); } .origin-nobody { fill: var(--open); }
.interval { fill-opacity: .4; } .point { fill: var(--good); }
@media (max-width: 34rem) {
  header { padding-top: 2rem; }
  .figures { grid-template-columns: 1fr 1fr; gap: .7rem; }
  dd { font-size: 1.55rem; }
  .rate { flex-wrap: wrap; gap: 0 .6rem; }
  table.chart th[scope="row"] { width: 34%; }
}
@media print {
  :root { --page: #fff; --card: #fff; --ink: #000; --quiet: #444; --line: #bbb; --track: #eee; --good: #1b7f5c; --wait: #d9a21b; --no: #c4453c; --gone: #6f6a80; --open: #c9c7c0; --one: #2f6fce; --two: #1b7f5c; --three: #8a5bc2; --four: #d9822b; --five: #2a9bb3; color-scheme: light; }
  @page { margin: 14mm; }
  body { font-size: 10.5pt; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  header, main, footer { max-width: none; padding: 0; }
  section { margin: 1.6rem 0; }
  article, .columns > div, .figures, tr, h2 + * { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  summary { display: none; }
  details { border: 0; padding: 0; }
  details::details-content { content-visibility: visible; display: block; }
  details table { font-size: 7pt; table-layout: fixed; overflow-wrap: anywhere; hyphens: auto; }
  details .number, details bdi { white-space: normal; }
  details thead th { font-size: inherit; }
  details th, details td { padding: .2rem; }
  .scroll { overflow: visible; }
  .scroll > table.chart { min-width: 0; }
}
`;
