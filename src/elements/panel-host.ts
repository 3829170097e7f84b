import type { ReactiveElement } from '@lit/reactive-element';
import type { Words } from '../locales/words.ts';
import type { Claims } from '../person/claims.ts';
import type { Placement } from './panel/panel-state.ts';

/** The element of a panel. `TellUsMoreElement` documents the properties. */
export interface PanelHost extends ReactiveElement {
  readonly user: Claims | null | undefined;
  /** `null`: the attribute was removed. */
  readonly placement: Placement | null;
  readonly layer: 'top' | 'page' | undefined;
  readonly language: string | undefined;
  readonly dictionary: Partial<Words> | undefined;
  readonly accent: string | undefined;
}
