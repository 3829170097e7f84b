/**
 * Generates what a plan deploys to the local tenant: its Actions and its sign-up page, as the other commands generate them for
 * Auth0.
 */
import { randomBytes } from 'node:crypto';
import { generateAction, secretsOf } from '../action/generate-action.ts';
import { REDIRECT_SECRET } from '../action/at-login.ts';
import type { ProfilePlan } from '../plan/plan.ts';
import type { Deployment } from '../tenant/tenant.ts';
import { generateSignUpAction } from '../universal-login/generate-sign-up-action.ts';
import { buildSignUpPage } from '../universal-login/sign-up-page.ts';
import { readBuilt } from './read-built.ts';

export interface DeploymentOptions {
  /** The namespace of the Action's claim. */
  namespace: string;
  /** The URL of the page that asks during a login. */
  page?: string;
  /** The plan's name in the Actions. */
  planName: string;
  /** The version of this package. */
  version: string;
  /** Values of the Action's secrets, by name. The secret that signs redirects to the page is generated if it is missing. */
  secrets?: Record<string, string | undefined>;
}

export interface PlanDeployment extends Deployment {
  /** Names of secrets without a value. */
  missingSecrets: string[];
  /** Why the sign-up page has none of the fields: what Auth0 would reject. */
  pageProblem?: string;
}

/** The sign-up page without a plan's fields. */
export const BARE_PAGE = { partials: {}, customText: {} };

/**
 * Generates the deployment of a plan. Throws a `TypeError` or a `RangeError`, which says what to change, if Auth0 would reject
 * the post-login Action.
 */
export async function deploymentOf(plan: ProfilePlan, options: DeploymentOptions): Promise<PlanDeployment> {
  const { namespace, page, planName, version, secrets = {} } = options;
  const code = generateAction(plan, { namespace, page, version, planName, runtime: await readBuilt('action-runtime.js') });
  const values: Record<string, string | undefined> = { [REDIRECT_SECRET]: randomBytes(32).toString('hex'), ...secrets };
  const names = secretsOf(plan).map(({ name }) => name);
  const known = Object.fromEntries(names.flatMap((name) => (values[name] ? [[name, values[name]]] : [])));
  return { action: { code, secrets: known }, ...(await signUpOf(plan, options)), missingSecrets: names.filter((name) => !known[name]) };
}

async function signUpOf(plan: ProfilePlan, { version, planName }: DeploymentOptions): Promise<Deployment & Pick<PlanDeployment, 'pageProblem'>> {
  const [script, runtime] = await Promise.all([readBuilt('sign-up-page.js'), readBuilt('sign-up-action-runtime.js')]);
  try {
    const { fields, partials, texts } = buildSignUpPage(plan, { script });
    if (fields.length === 0) return { universalLogin: BARE_PAGE };
    const customText = Object.fromEntries(Object.entries(texts).map(([language, words]) => [language, { signup: words, 'signup-id': words }]));
    return {
      // People without passwords sign up on the first screen of identifier-first.
      universalLogin: { partials: { signup: partials, 'signup-id': partials }, customText, locales: Object.keys(texts) },
      signUpAction: { code: generateSignUpAction(plan, { version, planName, runtime }) },
    };
  } catch (error) {
    // Lock and the panel accept more than Auth0's page does, and do not need it.
    if (error instanceof RangeError || error instanceof TypeError) return { universalLogin: BARE_PAGE, pageProblem: error.message };
    throw error;
  }
}
