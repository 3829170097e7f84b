/** The longest id that Auth0 gives has less than half of that. */
const MAX_USER_ID = 1000;

/** True for what can be sent as one segment of a path: without an id, or with dots, a request would go to another resource. */
export function isUserId(id: unknown): id is string {
  return typeof id === 'string' && id !== '' && id.length <= MAX_USER_ID && !/^\.+$/.test(id);
}
