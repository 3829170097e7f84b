import type { NamedValue } from './named-values.ts';

/** Elements that tell something by their own properties, where a style sheet has no names for it. */
const TELLING: readonly [RegExp, string, string][] = [
  [/^(html|body|:root)$/, 'background-color', 'background'],
  [/^(html|body|:root)$/, 'color', 'text'],
  [/^(html|body|:root)$/, 'font-family', 'font-family'],
  [/^(button|\.btn|\.button|\.btn-primary|\.button-primary|\.button--primary)$/, 'background-color', 'button-background'],
  [/^(button|\.btn|\.button|\.btn-primary|\.card)$/, 'border-radius', 'radius'],
  [/^(a|a:link)$/, 'color', 'link'],
];

/** The custom properties of a style sheet, and what it says of the page and its buttons. The browser reads it; nothing of it is applied. */
export function readCss(text: string): NamedValue[] {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  const values: NamedValue[] = [];
  collect(sheet.cssRules, false, values);
  const byName = new Map(values.filter(({ isDark }) => !isDark).map(({ name, value }) => [name, value]));
  const darkByName = new Map([...byName, ...values.filter(({ isDark }) => isDark).map(({ name, value }) => [name, value] as const)]);
  return values.map((entry) => ({ ...entry, value: resolve(entry.value, entry.isDark ? darkByName : byName) }));
}

function collect(rules: CSSRuleList, isDark: boolean, values: NamedValue[]): void {
  for (const rule of rules) {
    if (rule instanceof CSSMediaRule) collect(rule.cssRules, isDark || /prefers-color-scheme:\s*dark/.test(rule.conditionText), values);
    else if (rule instanceof CSSStyleRule) {
      const isOfDark = isDark || /dark/i.test(rule.selectorText);
      for (const name of rule.style) if (name.startsWith('--')) values.push({ name: name.slice(2).toLowerCase(), value: rule.style.getPropertyValue(name).trim(), isDark: isOfDark });
      for (const selector of rule.selectorText.split(',')) {
        for (const [pattern, property, name] of TELLING) {
          const value = pattern.test(selector.trim()) && rule.style.getPropertyValue(property);
          if (value) values.push({ name, value, isDark: isOfDark });
        }
      }
    } else if ('cssRules' in rule) collect((rule as CSSGroupingRule).cssRules, isDark, values);
  }
}

/** Follows `var(--name, fallback)` a few times: a circle ends. */
function resolve(value: string, byName: ReadonlyMap<string, string>): string {
  let resolved = value;
  for (let depth = 0; depth < 5 && resolved.includes('var('); depth++) {
    resolved = resolved.replaceAll(/var\(\s*--([\w-]+)\s*(?:,\s*([^()]*))?\)/g, (_whole, name: string, fallback?: string) => byName.get(name.toLowerCase()) ?? fallback ?? '');
  }
  return resolved.trim();
}
