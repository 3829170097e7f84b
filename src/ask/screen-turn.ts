import { takeAskSlot, waitForAskSlot } from '../person/ask-slot.ts';
import { waitForPageModal } from '../platform/page-modal.ts';
import type { AskHost } from './ask-host.ts';

export interface ScreenTurnOptions {
  host: AskHost;
  /** Names the person's lock. */
  key: string;
  signal: AbortSignal;
  /** Whether this element has something on the screen. */
  isShowing: () => boolean;
  /** The screen may be free now. */
  handleTurn: () => void;
}

/** Of several elements and tabs, one at a time asks a person, and none while the page has a modal dialog open. */
export class ScreenTurn {
  readonly #options: ScreenTurnOptions;
  /** Ends the turn that this element has. */
  #end: (() => void) | undefined;
  #isBehindModal = false;

  constructor(options: ScreenTurnOptions) {
    this.#options = options;
  }

  /** Runs `show` if the screen is free, and keeps the turn if something is on the screen then. If it is not, `handleTurn` is called later. */
  async use<T>(show: () => Promise<T>): Promise<T | undefined> {
    const { key, signal, isShowing, handleTurn } = this.#options;
    if (this.#waitForModal()) return undefined;
    // The next question replaces this element's own thanks.
    const own = this.#end;
    this.#end = undefined;
    const end = own ?? (await takeAskSlot(key));
    if (!end) {
      waitForAskSlot(key, handleTurn, signal);
      return undefined;
    }
    const shown = signal.aborted ? undefined : await show();
    if (isShowing()) this.#end = end;
    else end();
    return shown;
  }

  /** Lets other elements and tabs ask. */
  end(): void {
    this.#end?.();
    this.#end = undefined;
  }

  #waitForModal(): boolean {
    const { host, handleTurn } = this.#options;
    const { placement = 'inline' } = host;
    if (placement === 'inline') return false;
    return (this.#isBehindModal ||= waitForPageModal(host as unknown as Element, () => {
      this.#isBehindModal = false;
      handleTurn();
    }));
  }
}
