import { createAuth0 } from '@auth0/auth0-vue';
import { createApp } from 'vue';
import App from './App.vue';
import { tenant } from './plan.ts';

const auth0 = createAuth0({
  domain: tenant,
  clientId: 'consumer',
  authorizationParams: {
    redirect_uri: location.origin + location.pathname,
    audience: `${tenant}/api/v2/`,
    scope: 'openid profile email read:current_user update:current_user_metadata',
  },
});
createApp(App).use(auth0).mount('#app');
