import type { ProfilePlan } from 'progressive-lock';

export const plan: ProfilePlan = {
  fields: [
    { name: 'company', label: 'Company', ask: 'signup' },
    { name: 'vat_id', label: 'VAT number', ask: { on: 'checkout' } },
  ],
};
