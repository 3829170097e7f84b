/**
 * The styles of Lock 14 and 15: the page's font and colours, space on phones, contrast and focus (WCAG 1.4.3, 1.4.11, 2.4.7, 2.5.8).
 * The selectors are as specific as Lock's own, `.auth0-lock.auth0-lock`.
 */
const BACKGROUND = 'var(--progressive-lock-background, Canvas)';
const TEXT = 'var(--progressive-lock-text, CanvasText)';
const QUIET = `color-mix(in srgb, ${TEXT} 72%, ${BACKGROUND})`;
const LINE = `color-mix(in srgb, ${TEXT} 55%, ${BACKGROUND})`;
const ERROR = `var(--progressive-lock-error, light-dark(#b3261e, #ff8a80))`;
const ACCENT = 'var(--progressive-lock-accent, var(--lock-primary))';
const RADIUS = 'var(--progressive-lock-radius, 12px)';

const STYLES = `
.LOCK { font-family: var(--progressive-lock-font, inherit); color: ${TEXT}; }
.LOCK :is(.auth0-lock-cred-pane-internal-wrapper, .auth0-lock-cred-pane, .auth0-lock-widget-container, .auth0-lock-widget, .auth0-lock-center, .auth0-lock-content-wrapper),
.LOCK.auth0-lock-opened .auth0-lock-widget-container { height: auto; min-height: 0; max-height: none; }
.LOCK .auth0-lock-widget { width: 100%; max-width: 24rem; border-radius: ${RADIUS}; background: ${BACKGROUND}; }
.LOCK .auth0-lock-cred-pane { background: ${BACKGROUND}; border-radius: ${RADIUS}; }
.LOCK :is(.auth0-lock-header, .auth0-lock-tabs, .auth0-lock-content, .auth0-lock-form, .auth0-lock-content-body-wrapper) { background: ${BACKGROUND}; color: ${TEXT}; }
.LOCK .auth0-lock-tabs { font-size: 14px; box-shadow: 0 1px ${LINE}; }
.LOCK .auth0-lock-tabs li:is(*, .auth0-lock-tabs-current) :is(a, span) { color: ${QUIET}; padding: 14px 10px; }
.LOCK .auth0-lock-tabs li.auth0-lock-tabs-current { box-shadow: 0 2px ${TEXT}; }
.LOCK .auth0-lock-tabs li.auth0-lock-tabs-current :is(a, span) { color: ${TEXT}; }
.LOCK .auth0-lock-name { color: ${TEXT}; }
.LOCK .auth0-lock-header { height: auto; padding: 20px 20px 8px; }
.LOCK .auth0-lock-header-bg { display: none; }
.LOCK .auth0-lock-center { padding: 0; }
.LOCK .auth0-lock-input-wrap { border-color: ${LINE}; background: ${BACKGROUND}; transition: none; }
.LOCK .auth0-lock-input-wrap .auth0-lock-input { height: 44px; font-size: 16px; color: ${TEXT}; background: ${BACKGROUND}; text-align: start; }
.LOCK .auth0-lock-input-wrap .auth0-lock-input::placeholder,
.LOCK .auth0-lock-input-wrap .auth0-lock-input.auth0-lock-input-with-placeholder { color: ${QUIET}; opacity: 1; }
.LOCK .auth0-lock-input-wrap :is(.auth0-lock-icon, .auth0-lock-custom-icon) { top: 15px; }
.LOCK .auth0-lock-input-wrap :is(.auth0-lock-icon, .auth0-lock-icon-arrow) :is(path, g) { fill: ${QUIET}; opacity: 1; }
.LOCK .auth0-lock-input-show-password .auth0-lock-input { padding-inline-end: 44px; }
.LOCK .auth0-lock-show-password { top: 0; right: 0; width: 44px; height: 44px; }
.LOCK .auth0-lock-show-password input[type="checkbox"] { display: block; position: absolute; inset: 0; width: 100%; height: 100%; margin: 0; opacity: 0; cursor: pointer; }
.LOCK .auth0-lock-show-password input[type="checkbox"] + label { position: absolute; inset: 0; width: auto; height: auto; background-position: center; background-repeat: no-repeat; pointer-events: none; filter: contrast(0) brightness(.9); }
.LOCK .auth0-lock-show-password input[type="checkbox"]:focus-visible + label { outline: 2px solid ${TEXT}; outline-offset: -6px; border-radius: 12px; }
.LOCK .auth0-lock-input-block { text-align: start; }
.LOCK .auth0-lock-input-checkbox .auth0-lock-input-wrap { border-color: transparent; background: none; }
.LOCK .auth0-lock-input-checkbox span { margin-left: 0; }
.LOCK .auth0-lock-input-checkbox.auth0-lock-error .auth0-lock-error-invalid-hint { margin-left: 0; margin-inline-start: 29px; }
.LOCK .auth0-lock-input-checkbox.auth0-lock-error input { outline: 1px solid ${ERROR}; }
.LOCK .auth0-lock-input-checkbox label { display: flex; align-items: center; gap: 8px; min-height: 44px; font-size: 14px; color: ${TEXT}; }
.LOCK .progressive-lock-link { display: inline-flex; align-items: center; min-height: 44px; margin-inline-start: 28px; font-size: 14px; color: ${TEXT}; text-decoration: underline; }
.LOCK .auth0-lock-input-checkbox input { width: 20px; height: 20px; flex: none; margin: 0; }
.LOCK :is(.auth0-lock-input-wrap:focus-within, .auth0-lock-focused) { border-color: ${TEXT}; box-shadow: 0 0 0 1px ${TEXT}; }
.LOCK :is(a, button, [role="button"], input[type="checkbox"], .auth0-lock-submit):focus-visible { outline: 2px solid ${TEXT}; outline-offset: -2px; box-shadow: none; }
.LOCK .auth0-lock-error:not(.auth0-lock-input-checkbox) .auth0-lock-input-wrap { border-color: ${ERROR}; }
.LOCK .auth0-lock-error-msg, .LOCK .auth0-lock-error[data-error]::after { color: ${ERROR}; font-size: 14px; margin-top: 5px; white-space: normal; }
.LOCK .auth0-lock-error[data-error]::after { content: attr(data-error); display: block; unicode-bidi: plaintext; }
.LOCK .auth0-lock-input-block[data-label]::before { content: attr(data-label); display: block; unicode-bidi: plaintext; margin-bottom: 4px; font-size: 14px; color: ${TEXT}; }
.LOCK .auth0-global-message-error { background: ${ERROR}; color: ${BACKGROUND}; }
.LOCK .auth0-global-message span { text-transform: none; font-size: 14px; letter-spacing: 0; }
[data-reported].LOCK .auth0-global-message-error { display: none; }
.LOCK .auth0-lock-terms { background: none; color: ${QUIET}; font-size: 14px; }
.LOCK .auth0-lock-terms a, .LOCK .auth0-lock-alternative a { color: ${TEXT}; text-decoration: underline; }
.LOCK .auth0-lock-alternative { color: ${QUIET}; }
.LOCK .auth0-lock-alternative-link { display: inline-block; min-height: 24px; }
.LOCK .auth0-lock-social-button { min-height: 44px; background: ${BACKGROUND}; border: 1px solid ${LINE}; color: ${TEXT}; }
.LOCK .auth0-lock-social-button .auth0-lock-social-button-icon { top: 1px; }
.LOCK .auth0-lock-social-button.auth0-lock-social-big-button .auth0-lock-social-button-text { line-height: 42px; text-align: start; }
.LOCK .auth0-lock-social-button .auth0-lock-social-button-text { color: ${TEXT} !important; }
.LOCK :is(.auth0-lock-pane-separator, .auth0-lock-form p) { color: ${QUIET}; }
.LOCK .auth0-lock-submit { border-radius: 0 0 ${RADIUS} ${RADIUS}; text-transform: none; font-size: 16px; letter-spacing: 0; min-height: 56px; padding-bottom: max(14px, env(safe-area-inset-bottom)); }
.LOCK .auth0-lock-submit:not([disabled]) { background-color: ${ACCENT} !important; }
@supports (color: color(from red xyz-d65 x y z)) {
  .LOCK .auth0-lock-submit:not([disabled]) { --white: clamp(0, (.179 - y) * 1e5, 1); color: color(from ${ACCENT} xyz-d65 calc(var(--white) * .9505) var(--white) calc(var(--white) * 1.089)); }
  .LOCK .auth0-lock-submit:not([disabled]) .auth0-label-submit { color: inherit; }
  .LOCK .auth0-lock-submit:not([disabled]) svg [fill^="#"] { fill: currentColor; }
  .LOCK .auth0-lock-submit:not([disabled]) svg [stroke^="#"] { stroke: currentColor; }
}
.LOCK .auth0-lock-submit[disabled] { background-color: #6b6b6b !important; }
.LOCK .auth0-lock-select-country, .LOCK .auth0-lock-select-country .auth0-lock-list-code li { background: ${BACKGROUND}; color: ${TEXT}; }
.LOCK .auth0-lock-select-country .auth0-lock-search { background: color-mix(in srgb, ${TEXT} 10%, ${BACKGROUND}); }
.LOCK .auth0-lock-select-country .auth0-lock-list-code li { text-align: start; }
.LOCK .auth0-lock-select-country .auth0-lock-list-code li.auth0-lock-list-code-highlighted { background: ${TEXT}; color: ${BACKGROUND}; }
.LOCK .auth0-lock-password-strength { background: ${BACKGROUND}; color: ${TEXT}; }
[data-header="none"].LOCK .auth0-lock-header:not(:has(.auth0-lock-back-button)) { display: none; }
[data-logo="none"].LOCK .auth0-lock-header-logo { display: none; }
[data-header="none"].LOCK .auth0-lock-header { height: 64px; padding: 8px; }
[dir="rtl"].LOCK :is(.auth0-lock-submit svg, .auth0-lock-icon-arrow) { transform: scaleX(-1); }
[dir="rtl"].LOCK .auth0-lock-submit svg { margin-inline: 6px; }
[dir="rtl"].LOCK .auth0-lock-icon-arrow { right: auto; left: 14px; }
[dir="rtl"].LOCK .auth0-lock-input-wrap-with-icon { padding-left: 0; padding-right: 40px; }
[dir="rtl"].LOCK .auth0-lock-input-wrap .auth0-lock-icon:not(.auth0-lock-icon-arrow) { left: auto; right: 14px; }
[dir="rtl"].LOCK .auth0-lock-social-button .auth0-lock-social-button-icon { left: auto; right: 0; }
[dir="rtl"].LOCK .auth0-lock-social-button.auth0-lock-social-big-button .auth0-lock-social-button-text { padding-left: 15px; padding-right: 50px; }
[dir="rtl"].LOCK .auth0-lock-show-password { right: auto; left: 0; }
@media (max-width: 480px) {
  .LOCK { position: static; width: 100%; }
  .LOCK .auth0-lock-widget { margin: 0 auto; }
  .LOCK .auth0-lock-content { padding-inline: max(20px, env(safe-area-inset-left)) max(20px, env(safe-area-inset-right)); }
}
@media (max-width: 340px) {
  .LOCK .auth0-lock-form { padding-inline: 0; }
}
`;

let sheet: CSSStyleSheet | undefined;

/** Adds the styles to the document once. A constructed sheet needs no permission of a Content Security Policy. */
export function styleLock(): void {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLES.replaceAll('.LOCK', '.progressive-lock-styled.progressive-lock-styled .auth0-lock.auth0-lock'));
  }
  if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
