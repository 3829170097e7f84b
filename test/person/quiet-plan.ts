/** A plan that asks nothing in the first session, and the time at which that session begins. */
import type { ProfilePlan } from '../../src/plan/plan.ts';

export const noon = Date.parse('2026-05-01T12:00:00Z');

export const plan: ProfilePlan = {
  fields: [
    { name: 'company', label: 'Company', ask: { after: { sessions: 2 } } },
    { name: 'vat_id', label: 'VAT number', ask: { on: 'checkout' } },
  ],
};
