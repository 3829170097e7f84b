/** `<tell-us-more redirect>`: the page in the middle of a login. */
import type { ProfilePlan } from '../plan/plan.ts';
import { FieldsEvent, fail } from '../ask/events.ts';
import type { PanelHost } from './panel-host.ts';
import { panelStateOf } from './panel-state-of.ts';
import { RedirectFlow } from './redirect-flow.ts';

/** What it also reads of its element; `TellUsMoreElement` describes each. */
export interface RedirectElement extends PanelHost {
  readonly domain: string | undefined;
  readonly ownLogins: boolean;
}

/** Opens the login that the page's URL names. Answers go only to the tenant of the element's `domain`. */
export function openRedirect(host: RedirectElement, plan: ProfilePlan): { render(): Promise<void>; end(): void } {
  const { domain } = host;
  if (!domain) throw new Error('Expected `domain` (the tenant that receives the answers) with `redirect`, found none.');
  const flow = new RedirectFlow(
    {
      root: host.renderRoot as ShadowRoot,
      plan,
      domain,
      isForOwnLogins: host.ownLogins,
      tell: (type, names) => host.dispatchEvent(new FieldsEvent(type, names)),
      fail: (error) => fail(host, error),
    },
    location.search,
    new Date(),
  );
  return { render: async () => flow.render(panelStateOf(host, plan)), end: () => flow.end() };
}
