// The settings of an application as Auth0 serves them to Lock: one database to sign up in, and Google.
Auth0.setClient({
  id: 'studio',
  tenant: 'studio',
  subscription: 'development',
  strategies: [
    {
      name: 'auth0',
      connections: [
        {
          name: 'Username-Password-Authentication',
          passwordPolicy: 'good',
          password_complexity_options: { min_length: 8 },
          showSignup: true,
          showForgot: true,
          requires_username: false,
        },
      ],
    },
    { name: 'google-oauth2', connections: [{ name: 'google-oauth2' }] },
  ],
});
