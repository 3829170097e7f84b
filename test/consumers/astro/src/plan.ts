import type { ProfilePlan } from 'progressive-lock';
import { parsePlan } from 'progressive-lock/plan';

const draft: ProfilePlan = {
  fields: [
    { name: 'company', label: 'Company', ask: 'signup' },
    { name: 'vat_id', label: 'VAT number', ask: { on: 'checkout' } },
  ],
};

/** Checked on the server. */
export const plan = parsePlan(draft);
