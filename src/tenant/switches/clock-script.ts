/** The script that shifts a page's `Date` with the tenant's time. */
export function clockScript(aheadMs: number): string {
  return `(() => {
  const ahead = ${Number(aheadMs)};
  const Real = Date;
  if (ahead === 0) return;
  const now = () => Real.now() + ahead;
  globalThis.Date = new Proxy(Real, {
    construct: (target, given, newTarget) => Reflect.construct(target, given.length ? given : [now()], newTarget),
    apply: () => new Real(now()).toString(),
    get: (target, key, receiver) => (key === 'now' ? now : Reflect.get(target, key, receiver)),
  });
})();
`;
}
