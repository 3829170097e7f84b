import type { AuthorizeRequest } from './authorize-request.ts';
import type { TenantUser } from './users.ts';

/** Auth0 includes the time of the login only if `max_age` requested it. */
export function authTime(request: AuthorizeRequest, authenticatedAt: number) {
  return request.maxAge === undefined ? {} : { auth_time: Math.floor(authenticatedAt / 1000) };
}

/** Standard claims about a person, by scope. */
export function userClaims(user: TenantUser, scope: string[]) {
  const { name, nickname, picture, given_name, family_name, locale, updated_at, email, email_verified } = user;
  return {
    sub: user.user_id,
    ...(scope.includes('profile') && { given_name, family_name, nickname, name, picture, locale, updated_at }),
    ...(scope.includes('email') && { email, email_verified }),
  };
}
