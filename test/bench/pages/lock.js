/** Auth0 Lock alone, as an application would bundle it. */
import Auth0Lock from 'auth0-lock';

window.Auth0Lock = Auth0Lock;
