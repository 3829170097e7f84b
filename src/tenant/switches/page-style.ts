export const SWITCHES_STYLE = `
:root { color-scheme: light dark; --page: #f6f5f2; --card: #fff; --ink: #1d1f24; --quiet: #5a5f6b; --line: #e3e1db; --accent: #1f5fbf; --no: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --page: #14161b; --card: #1d2027; --ink: #eceef2; --quiet: #a6acb9; --line: #3a404b; --accent: #8ab4f8; --no: #f2b8b5; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
header, main { max-width: 76rem; margin: 0 auto; padding: 1rem 1.25rem; }
h1 { margin: 0; font-size: 1.75rem; }
h2 { margin: 0 0 .75rem; font-size: 1.2rem; }
a { color: var(--accent); }
.quiet { color: var(--quiet); }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 19rem), 1fr)); gap: 1rem; align-items: start; }
section { padding: 1rem 1.15rem; margin: 0 0 1rem; background: var(--card); border: 1px solid var(--line); border-radius: 12px; overflow-wrap: anywhere; }
form { display: flex; flex-wrap: wrap; gap: .5rem; align-items: end; margin: 0 0 .5rem; }
label { display: block; flex: 1 1 12rem; font-size: .875rem; }
input, select, textarea { display: block; width: 100%; padding: .45rem .6rem; font: inherit; color: inherit; background: var(--page); border: 1px solid #767b86; border-radius: 6px; }
textarea { min-height: 12rem; font: .875rem/1.5 ui-monospace, monospace; }
button { min-height: 2.5rem; padding: .4rem .9rem; font: inherit; color: inherit; background: transparent; border: 1px solid #767b86; border-radius: 6px; cursor: pointer; }
button:hover { border-color: var(--accent); }
.rule { width: 100%; text-align: start; }
.danger { color: var(--no); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 1px; }
ul { padding: 0; margin: 0 0 .75rem; list-style: none; }
li { padding: .3rem 0; border-top: 1px solid var(--line); }
table { width: 100%; border-collapse: collapse; font-size: .9rem; }
th, td { padding: .3rem .4rem; text-align: start; vertical-align: top; border-top: 1px solid var(--line); }
pre { max-height: 30rem; overflow: auto; margin: 0; font: .8125rem/1.5 ui-monospace, monospace; white-space: pre-wrap; }
[role='alert'] { padding: .75rem 1rem; margin: 0 0 1rem; color: var(--no); border: 1px solid currentColor; border-radius: 8px; }
`;
