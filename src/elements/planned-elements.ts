/** The elements' types for a plan made by `definePlan`. */
import type { AskOptions } from '../ask/ask-options.ts';
import type { Activity, AskedAnswers, FieldName } from '../plan/define-plan.ts';
import type { ProfilePlan } from '../plan/plan.ts';
import type { ProgressiveLockElement } from './progressive-lock-element.ts';
import type { TellUsMoreElement } from './tell-us-more-element.ts';

/**
 * `<tell-us-more>` with the names, answers and activities of a plan. Only the type differs, not the element:
 *
 * ```ts
 * const element = document.querySelector<TellUsMoreFor<typeof plan>>('tell-us-more');
 * const answers = await element?.ask(['team_size']); // {team_size: number} | null
 * ```
 */
export interface TellUsMoreFor<Plan extends ProfilePlan> extends TellUsMoreElement {
  ask<const Names extends FieldName<Plan>[]>(names?: Names, options?: AskOptions): Promise<AskedAnswers<Plan, Names> | null>;
  track(activity: Activity<Plan> | undefined): void;
}

/** `<progressive-lock>` with the names, answers and activities of a plan; see `TellUsMoreFor`. */
export interface ProgressiveLockFor<Plan extends ProfilePlan> extends ProgressiveLockElement {
  ask<const Names extends FieldName<Plan>[]>(names?: Names, options?: AskOptions): Promise<AskedAnswers<Plan, Names> | null>;
  track(activity: Activity<Plan> | undefined): void;
}
