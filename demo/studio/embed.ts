/** Generates the code that adds a design to a page. */
import type { Design } from './design.ts';
import { isData } from '../../src/plan/json.ts';
import { withKey } from './draft.ts';
import { BUTTONS, BUTTON_PARTS, lookProperties, type Look } from './look.ts';

export const EMBEDS = { script: 'Script tag', npm: 'npm', react: 'React', vue: 'Vue', svelte: 'Svelte', angular: 'Angular' } as const;
export type Embed = keyof typeof EMBEDS;

const DOMAIN = 'YOUR_TENANT.auth0.com';
const CLIENT_ID = 'YOUR_CLIENT_ID';

export function embedCode(design: Design, kind: Embed): string {
  const { plan, view, look } = design;
  const placement = view.placement === 'corner' ? '' : ` placement="${view.placement}"`;
  const css = toCss(look);
  const settings = settingsOf(design);
  const names = settings.map(({ name }) => name);
  if (kind === 'script') {
    return `${css && `<style>\n${indent(css)}\n</style>\n\n`}<script src="/dist/progressive-lock.js" defer></script>

<progressive-lock domain="${DOMAIN}" client-id="${CLIENT_ID}"${placement}>
  <script type="application/json">
${indent(toScriptJson(plan), 4)}
  </script>
</progressive-lock>
${settings.length > 0 ? settingsScript(settings) : ''}`;
  }
  const styles = css && `\n/* in your style sheet */\n${css}\n`;
  const code = settings.map((setting) => `\n${declare(setting)}\n`).join('');
  if (kind === 'npm') {
    return `// npm install progressive-lock, and save the plan as profile-plan.json beside this file
import 'progressive-lock/define';
import plan from './profile-plan.json' with { type: 'json' };
${code}
const lock = document.createElement('progressive-lock');
lock.domain = '${DOMAIN}';
lock.clientId = '${CLIENT_ID}';${placement && `\nlock.placement = '${view.placement}';`}
lock.plan = plan;${names.map((name) => `\nlock.${name} = ${name};`).join('')}
lock.addEventListener('saved', ({ detail }) => console.log('saved', detail.names));
document.body.append(lock);
${styles}`;
  }
  if (kind === 'vue') {
    return `<!-- npm install progressive-lock, and save the plan as profile-plan.json beside this file. In vite.config.ts:
     vue({ template: { compilerOptions: { isCustomElement: (tag) => tag.includes('-') } } }) -->
<script setup lang="ts">
import 'progressive-lock/define';
import plan from './profile-plan.json';
${code}
const handleSaved = ({ detail }: CustomEvent<{ names: string[] }>) => console.log('saved', detail.names);
</script>

<template>
  <progressive-lock domain="${DOMAIN}" client-id="${CLIENT_ID}"${placement} :plan.prop="plan"${names.map((name) => ` :${name}.prop="${name}"`).join('')} @saved="handleSaved" />
</template>
${css && `\n<style>\n${css}\n</style>\n`}`;
  }
  if (kind === 'svelte') {
    return `<!-- npm install progressive-lock, and save the plan as profile-plan.json beside this file -->
<script lang="ts">
  import 'progressive-lock/define';
  import plan from './profile-plan.json';
${indent(code)}</script>

<progressive-lock
  domain="${DOMAIN}"
  client-id="${CLIENT_ID}"${placement && `\n ${placement}`}
  {plan}${names.map((name) => `\n  {${name}}`).join('')}
  onsaved={({ detail }) => console.log('saved', detail.names)}
></progressive-lock>
${css && `\n<style>\n${indent(css.replaceAll(/^(progressive-lock[^ ,{]*)/gm, ':global($1)'))}\n</style>\n`}`;
  }
  if (kind === 'angular') {
    return `// npm install progressive-lock, and save the plan as profile-plan.json beside this file.
// In tsconfig.json: "resolveJsonModule": true
import { Component, CUSTOM_ELEMENTS_SCHEMA } from '@angular/core';
import 'progressive-lock/define';
import plan from './profile-plan.json';
${code}
@Component({
  selector: 'app-profile',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: \`
    <progressive-lock domain="${DOMAIN}" client-id="${CLIENT_ID}"${placement} [plan]="plan"${names.map((name) => ` [${name}]="${name}"`).join('')} (saved)="handleSaved($event)"></progressive-lock>
  \`,
})
export class Profile {
  readonly plan = plan;${names.map((name) => `\n  readonly ${name} = ${name};`).join('')}

  handleSaved({ detail }: CustomEvent<{ names: string[] }>): void {
    console.log('saved', detail.names);
  }
}
${styles}`;
  }
  return `// npm install progressive-lock @lit/react, and save the plan as profile-plan.json beside this file
import { ProgressiveLock } from 'progressive-lock/react';
import plan from './profile-plan.json';
${code}
export function Profile() {
  return (
    <ProgressiveLock
      domain="${DOMAIN}"
      clientId="${CLIENT_ID}"${placement && `\n     ${placement}`}
      plan={plan}${names.map((name) => `\n      ${name}={${name}}`).join('')}
      onSaved={({ detail }) => console.log('saved', detail.names)}
    />
  );
}
${styles}`;
}

/** A property of the element whose value is not text. */
interface Setting {
  name: string;
  /** JavaScript. */
  value: string;
  /** The code that must come before it. */
  before?: string;
}

/** Returns the settings of the element. Lock's logo is an option. A dictionary contains the words of one language. */
function settingsOf({ look, dictionaries }: Design): Setting[] {
  const logo: Setting[] = look.logo ? [{ name: 'lockOptions', value: `{ theme: { logo: ${JSON.stringify(look.logo)} } }` }] : [];
  if (Object.keys(dictionaries).length === 0) return logo;
  const before = `// The panel’s words in your words, by language
const dictionaries = ${toScriptJson(dictionaries)};
const language = (document.documentElement.lang || navigator.language).slice(0, 2);`;
  return [...logo, { name: 'dictionary', value: 'Object.entries(dictionaries).find(([tag]) => tag.startsWith(language))?.[1]', before }];
}

function declare({ name, value, before }: Setting): string {
  return `${before ? `${before}\n` : ''}const ${name} = ${value};`;
}

function settingsScript(settings: readonly Setting[]): string {
  const code = settings.map((setting) => `${declare(setting)}\nlock.${setting.name} = ${setting.name};`).join('\n');
  return `
<script type="module">
${indent(`const lock = document.querySelector('progressive-lock');\n${code}`)}
</script>
`;
}

/** Returns JSON without `<`, so that no text in it can end the script element. */
function toScriptJson(value: unknown): string {
  // Without the URL of the schema, which is only for editors of files.
  return JSON.stringify(isData(value) ? withKey(value, '$schema', undefined) : value, null, 2).replaceAll('<', '\\u003c');
}

function toCss(look: Look): string {
  const lines = Object.entries(lookProperties(look)).map(([name, value]) => `  ${name}: ${value};`);
  const colours = lines.length > 0 ? `progressive-lock {\n${lines.join('\n')}\n}` : '';
  const parts = look.buttons && `${BUTTON_PARTS.map((part) => `progressive-lock::part(${part})`).join(',\n')} {\n  border-radius: ${BUTTONS[look.buttons]};\n}`;
  return [colours, parts].filter(Boolean).join('\n');
}

function indent(text: string, by = 2): string {
  return text.replaceAll(/^(?=.)/gm, ' '.repeat(by));
}
