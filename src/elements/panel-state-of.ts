import type { ProfilePlan } from '../plan/plan.ts';
import { languageOf } from './language-of.ts';
import type { PanelHost } from './panel-host.ts';
import type { PanelState } from './panel/panel-state.ts';

/** Returns the part of the panel's state that comes from its element and plan, without questions. */
export function panelStateOf(host: PanelHost, plan: ProfilePlan | undefined): PanelState {
  const { placement, layer, dictionary, accent } = host;
  return { phase: 'closed', questions: [], placement: placement ?? 'corner', layer, language: languageOf(host), dictionary, accent, privacyUrl: plan?.privacyUrl };
}
