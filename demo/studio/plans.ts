/** The example plans that a designer can start from. */
import club from '../plans/club.json';
import saas from '../plans/saas.json';
import shop from '../plans/shop.json';

/** The path of the schema in a project that has installed the package. */
const $schema = './node_modules/progressive-lock/dist/profile-plan.schema.json';

export const EMPTY_PLAN: object = { $schema, fields: [] };

export interface ExamplePlan {
  label: string;
  description: string;
  plan: object;
}

export const PLANS: readonly ExamplePlan[] = [
  { label: 'A service for teams', description: 'Two questions at the sign-up; company, role and team size over the next visits.', plan: { ...saas, $schema } },
  { label: 'A shop', description: 'A name at the sign-up; address and sizes when the cart needs them.', plan: { ...shop, $schema } },
  { label: 'A club', description: 'House rules at the sign-up; age group, shirt size and helping hands later.', plan: { ...club, $schema } },
];
