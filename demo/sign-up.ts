import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parsePlan } from '../src/plan/parse-plan.ts';
import { generateSignUpAction } from '../src/universal-login/generate-sign-up-action.ts';
import { buildSignUpPage } from '../src/universal-login/sign-up-page.ts';
import type { DemoOptions } from './server.ts';

const here = import.meta.dirname;

/** The same plan on the tenant's sign-up page, as `progressive-lock universal-login` puts it there. */
export async function makeSignUp(): Promise<Pick<DemoOptions, 'universalLogin' | 'signUpAction'>> {
  const built = (name: string) => readFile(join(here, '../dist', name), 'utf8');
  const plan = parsePlan(JSON.parse(await readFile(join(here, 'plans/saas.json'), 'utf8')));
  const { partials, texts } = buildSignUpPage(plan, { script: await built('sign-up-page.js') });
  const customText = Object.fromEntries(Object.entries(texts).map(([language, signup]) => [language, { signup }]));
  const code = generateSignUpAction(plan, { version: 'demo', planName: 'saas.json', runtime: await built('sign-up-action-runtime.js') });
  return { universalLogin: { partials: { signup: partials }, customText, locales: Object.keys(texts) }, signUpAction: { code } };
}
