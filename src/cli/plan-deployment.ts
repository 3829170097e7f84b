/** What a plan means for the local tenant: its Actions and its sign-up page, as the other commands make them for Auth0. */
import { randomBytes } from 'node:crypto';
import { generateAction, secretsOf } from '../action/generate-action.ts';
import { REDIRECT_SECRET } from '../action/at-login.ts';
import type { ProfilePlan } from '../plan/plan.ts';
import type { Deployment } from '../tenant/tenant.ts';
import { generateSignUpAction } from '../universal-login/generate-sign-up-action.ts';
import { buildSignUpPage } from '../universal-login/sign-up-page.ts';
import { readBuilt } from './read-built.ts';

export interface DeploymentOptions {
  /** Of the Action's claim. */
  namespace: string;
  /** The page that asks during a login. */
  page?: string;
  /** What the plan is called in the Actions. */
  planName: string;
  /** Of this package. */
  version: string;
  /** Values of the Action's secrets, by name. That which signs what goes to the page is made, if it is not among them. */
  secrets?: Record<string, string | undefined>;
}

export interface PlanDeployment extends Deployment {
  /** Names of secrets that have no value. */
  missingSecrets: string[];
}

/** Throws a `TypeError` or a `RangeError` where Auth0 would not take what is made, with what to change. */
export async function deploymentOf(plan: ProfilePlan, { namespace, page, planName, version, secrets = {} }: DeploymentOptions): Promise<PlanDeployment> {
  const code = generateAction(plan, { namespace, page, version, planName, runtime: await readBuilt('action-runtime.js') });
  const values: Record<string, string | undefined> = { [REDIRECT_SECRET]: randomBytes(32).toString('hex'), ...secrets };
  const names = secretsOf(plan).map(({ name }) => name);
  const known = Object.fromEntries(names.flatMap((name) => (values[name] ? [[name, values[name]]] : [])));
  const { fields, partials, texts } = buildSignUpPage(plan, { script: await readBuilt('sign-up-page.js') });
  const signUp: Deployment = {};
  if (fields.length > 0) {
    const customText = Object.fromEntries(Object.entries(texts).map(([language, signup]) => [language, { signup }]));
    signUp.universalLogin = { partials: { signup: partials }, customText, locales: Object.keys(texts) };
    signUp.signUpAction = { code: generateSignUpAction(plan, { version, planName, runtime: await readBuilt('sign-up-action-runtime.js') }) };
  }
  return { action: { code, secrets: known }, ...signUp, missingSecrets: names.filter((name) => !known[name]) };
}
