/** Styles like those of Auth0's page, for its `ulp-` classes. */
export const PAGE_STYLE = `
  * { box-sizing: border-box; }
  body { font: 1rem/1.5 system-ui, sans-serif; margin: 0; color: #1e212a; background: #f1f2f3; }
  ._widget-auto-layout { display: grid; place-items: center; min-height: 100vh; padding: 1rem; }
  ._prompt { width: min(25rem, 100%); padding: 2rem; background: #fff; border-radius: 5px; box-shadow: 0 12px 40px #0002; }
  h1 { font-size: 1.5rem; font-weight: 400; text-align: center; margin: 0 0 1.5rem; }
  label, legend { display: block; padding: 0; margin: 0 0 0.25rem; font-size: 0.875rem; }
  input:not([type='checkbox']), select, textarea { width: 100%; font: inherit; padding: 0.625rem 0.75rem; margin: 0 0 1rem; color: inherit; background: #fff; border: 1px solid #6f7780; border-radius: 3px; }
  :focus-visible { outline: 3px solid #635dff; outline-offset: 1px; }
  button { width: 100%; font: inherit; padding: 0.75rem; margin: 0.5rem 0 0; color: #fff; background: #4540c9; border: 0; border-radius: 3px; cursor: pointer; }
  .secondary { color: inherit; background: #fff; border: 1px solid #6f7780; }
  .ulp-field { margin: 0 0 1rem; }
  .ulp-field > :is(input, select, textarea) { margin: 0; }
  .ulp-field input[type='checkbox'] { width: 1.5rem; height: 1.5rem; margin: 0; margin-inline-end: 0.5rem; vertical-align: middle; accent-color: #4540c9; }
  .ulp-field input[type='checkbox'] + label { display: inline; margin: 0; vertical-align: middle; }
  .ulp-error > :is(input, select, textarea) { border-color: #b3001b; box-shadow: 0 0 0 1px #b3001b; }
  .ulp-error-info { display: none; color: #b3001b; font-size: 0.875rem; }
  .ulp-error-info.ulp-validator-error { display: block; }
  .ulp-alert { padding: 0.75rem; margin: 0 0 1rem; color: #8a0015; background: #ffe9ec; border-radius: 3px; }
`;
