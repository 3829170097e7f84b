/**
 * The panel for a person who has just come through a social connection, so that it asks immediately. The page owns the session.
 * The store is the page's own or, with `?endpoint`, the product's store for an endpoint, which this server has.
 */
import { company, role } from './questions.js';

const memoryStore = {
  // In a task of its own, as what comes over a network.
  read: () => new Promise((resolve) => setTimeout(resolve, 0, {})),
  save: async (_userId, patch) => patch,
};
const search = new URLSearchParams(location.search);

async function openStore() {
  if (!search.has('endpoint')) return memoryStore;
  const { endpointStore } = await window.progressiveLock.load();
  return endpointStore({ url: '/endpoint', getToken: async () => 'token' });
}

const properties = {
  plan: {
    fields: [
      { name: company.name, label: company.title, ask: 'signup' },
      { name: role.name, label: role.title, type: 'radio', options: role.choices, ask: 'signup' },
    ],
  },
  user: { sub: 'auth0|bench' },
  store: await openStore(),
};

export function showPanel() {
  const element = Object.assign(document.createElement('tell-us-more'), properties);
  document.body.append(element);
  return element;
}

if (search.has('inputs') || search.has('endpoint')) showPanel();
else await customElements.whenDefined('tell-us-more');
