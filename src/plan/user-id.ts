/** The longest ID of Auth0 has less than half of that. */
const MAX_USER_ID = 1000;

/** True for an ID that can be a segment of a path. With an empty ID, or one of dots, a request would reach another resource. */
export function isUserId(id: unknown): id is string {
  return typeof id === 'string' && id !== '' && id.length <= MAX_USER_ID && !/^\.+$/.test(id);
}
