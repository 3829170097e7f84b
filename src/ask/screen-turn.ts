import { takeAskSlot, waitForAskSlot } from '../person/ask-slot.ts';
import { hasPageModal, waitWhile } from '../platform/page-modal.ts';
import { isRendered } from '../platform/rendered.ts';
import { isTyping } from '../platform/typing.ts';
import type { AskHost } from './ask-host.ts';

export interface ScreenTurnOptions {
  host: AskHost;
  /** The name of the person's lock. */
  key: string;
  signal: AbortSignal;
  /** Whether this element has something on the screen. */
  isShowing: () => boolean;
  /** Called when the screen may be free. */
  handleTurn: () => void;
}

/** Lets one element of all tabs ask a person at a time, and none while the page covers or hides it. */
export class ScreenTurn {
  readonly #options: ScreenTurnOptions;
  /** Ends the turn of this element. */
  #end: (() => void) | undefined;
  #isWaiting = false;

  constructor(options: ScreenTurnOptions) {
    this.#options = options;
  }

  /**
   * Runs `show` if the screen is free, and keeps the turn if something is on the screen afterwards. Otherwise, `handleTurn` is
   * called later. `isRequested`: the page has asked, so `show` runs in any case.
   */
  async use<T>(show: () => Promise<T>, isRequested?: boolean): Promise<T | undefined> {
    const { key, signal, isShowing, handleTurn } = this.#options;
    if (!isRequested && this.mustWait()) return undefined;
    // This element's thanks do not keep it from asking.
    const own = this.#end;
    this.#end = undefined;
    const end = own ?? (await takeAskSlot(key));
    if (!end && !isRequested) {
      waitForAskSlot(key, handleTurn, signal);
      return undefined;
    }
    try {
      return signal.aborted ? undefined : await show();
    } finally {
      if (isShowing()) this.#end = end;
      else end?.();
    }
  }

  /** Whether the page covers or hides the panel. If so, `handleTurn` is called once it does not. */
  mustWait(): boolean {
    const { host, handleTurn } = this.#options;
    return (this.#isWaiting ||= waitWhile(isInTheWay, host as PlacedHost, () => {
      this.#isWaiting = false;
      handleTurn();
    }));
  }

  /** Lets other elements and tabs ask. */
  end(): void {
    this.#end?.();
    this.#end = undefined;
  }
}

type PlacedHost = AskHost & Element;

/**
 * Whether the element's part of the page is hidden, a modal dialog of the page is open, or a dialog would take the focus from
 * typing.
 */
function isInTheWay(host: AskHost): boolean {
  const { placement } = host;
  // A profiler has no placement.
  return placement !== undefined && (!isRendered(host as PlacedHost) || (placement !== 'inline' && hasPageModal(host as PlacedHost)) || (placement === 'dialog' && isTyping()));
}
