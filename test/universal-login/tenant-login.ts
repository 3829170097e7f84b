/** Generates what `progressive-lock universal-login` writes, as options of a local tenant. */
import { signUpPageFields } from '../../src/plan/sign-up-page.ts';
import type { ProfilePlan } from '../../src/plan/plan.ts';
import { generateSignUpAction } from '../../src/universal-login/generate-sign-up-action.ts';
import { buildSignUpPage } from '../../src/universal-login/sign-up-page.ts';
import type { TenantOptions } from '../../src/tenant/tenant.ts';
import { builtText, signUpActionRuntime } from '../action/generated.ts';

export async function tenantLogin(plan: ProfilePlan, more: Partial<NonNullable<TenantOptions['universalLogin']>> = {}): Promise<Required<Pick<TenantOptions, 'universalLogin' | 'signUpAction'>>> {
  if (signUpPageFields(plan).fields.length === 0) throw new Error('Expected sign-up fields.');
  const { partials, texts } = buildSignUpPage(plan, { script: await builtText('sign-up-page', process.env.SIGN_UP_PAGE) });
  const screens = ['signup', 'signup-id', 'signup-password'] as const;
  const isFirst = more.isIdentifierFirst;
  return {
    universalLogin: {
      partials: { signup: partials, [isFirst ? 'signup-password' : 'signup-id']: partials },
      customText: Object.fromEntries(Object.entries(texts).map(([language, words]) => [language, Object.fromEntries(screens.map((screen) => [screen, words]))])),
      locales: ['en', 'de', 'he'],
      ...more,
    },
    signUpAction: { code: generateSignUpAction(plan, { version: '0', runtime: await signUpActionRuntime() }) },
  };
}
