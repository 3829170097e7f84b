/** The code that brings a design into a page. */
import type { Design } from './design.ts';
import { isData, withKey } from './draft.ts';
import { BUTTONS, BUTTON_PARTS, lookProperties, type Look } from './look.ts';

export const EMBEDS = { script: 'Script tag', npm: 'npm', react: 'React', vue: 'Vue', svelte: 'Svelte', angular: 'Angular' } as const;
export type Embed = keyof typeof EMBEDS;

const DOMAIN = 'YOUR_TENANT.auth0.com';
const CLIENT_ID = 'YOUR_CLIENT_ID';

export function embedCode({ plan, view, look }: Design, kind: Embed): string {
  const placement = view.placement === 'corner' ? '' : ` placement="${view.placement}"`;
  const css = toCss(look);
  if (kind === 'script') {
    return `${css && `<style>\n${indent(css)}\n</style>\n\n`}<script src="/dist/progressive-lock.js" defer></script>

<progressive-lock domain="${DOMAIN}" client-id="${CLIENT_ID}"${placement}>
  <script type="application/json">
${indent(toScriptJson(plan), 4)}
  </script>
</progressive-lock>
${logoScript(look)}`;
  }
  const styles = css && `\n/* in your style sheet */\n${css}\n`;
  if (kind === 'npm') {
    return `// npm install progressive-lock, and save the plan as profile-plan.json beside this file
import 'progressive-lock/define';
import plan from './profile-plan.json' with { type: 'json' };

const lock = document.createElement('progressive-lock');
lock.domain = '${DOMAIN}';
lock.clientId = '${CLIENT_ID}';${placement && `\nlock.placement = '${view.placement}';`}
lock.plan = plan;${look.logo ? `\nlock.lockOptions = { theme: { logo: ${JSON.stringify(look.logo)} } };` : ''}
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

const handleSaved = ({ detail }: CustomEvent<{ names: string[] }>) => console.log('saved', detail.names);
</script>

<template>
  <progressive-lock domain="${DOMAIN}" client-id="${CLIENT_ID}"${placement} :plan.prop="plan" @saved="handleSaved" />
</template>
${css && `\n<style>\n${css}\n</style>\n`}`;
  }
  if (kind === 'svelte') {
    return `<!-- npm install progressive-lock, and save the plan as profile-plan.json beside this file -->
<script lang="ts">
  import 'progressive-lock/define';
  import plan from './profile-plan.json';
</script>

<progressive-lock
  domain="${DOMAIN}"
  client-id="${CLIENT_ID}"${placement && `\n ${placement}`}
  {plan}
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

@Component({
  selector: 'app-profile',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: \`
    <progressive-lock domain="${DOMAIN}" client-id="${CLIENT_ID}"${placement} [plan]="plan" (saved)="handleSaved($event)"></progressive-lock>
  \`,
})
export class Profile {
  readonly plan = plan;

  handleSaved({ detail }: CustomEvent<{ names: string[] }>): void {
    console.log('saved', detail.names);
  }
}
${styles}`;
  }
  return `// npm install progressive-lock @lit/react, and save the plan as profile-plan.json beside this file
import { ProgressiveLock } from 'progressive-lock/react';
import plan from './profile-plan.json';

export function Profile() {
  return (
    <ProgressiveLock
      domain="${DOMAIN}"
      clientId="${CLIENT_ID}"${placement && `\n     ${placement}`}
      plan={plan}${look.logo ? `\n      lockOptions={{ theme: { logo: ${JSON.stringify(look.logo)} } }}` : ''}
      onSaved={({ detail }) => console.log('saved', detail.names)}
    />
  );
}
${styles}`;
}

/** Lock takes its logo as an option. */
function logoScript({ logo }: Look): string {
  if (!logo) return '';
  return `
<script>
  document.querySelector('progressive-lock').lockOptions = { theme: { logo: ${JSON.stringify(logo)} } };
</script>
`;
}

/** JSON that no text of the plan can end the script element of. */
function toScriptJson(plan: unknown): string {
  // The address of the schema is for editors of files.
  return JSON.stringify(isData(plan) ? withKey(plan, '$schema', undefined) : plan, null, 2).replaceAll('<', '\\u003c');
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
