/** Renders the page on a server, where there is no window. */
import { renderToString } from 'react-dom/server';
import { App, BareTag } from './app.tsx';

const html = renderToString(<App tenant="acme.auth0.com" />) + renderToString(<BareTag />);
for (const tag of ['<progressive-lock id="lock"', '<tell-us-more']) if (!html.includes(tag)) throw new Error(`Expected ${tag} in ${html}`);
if (html.includes('[object')) throw new Error(`Expected no object in an attribute: ${html}`);
