import { takeAskSlot, waitForAskSlot } from '../person/ask-slot.ts';
import { hasPageModal, waitWhile } from '../platform/page-modal.ts';
import { isRendered } from '../platform/rendered.ts';
import { isTyping } from '../platform/typing.ts';
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

/** Of several elements and tabs, one at a time asks a person, and none while the page has something else in the way. */
export class ScreenTurn {
  readonly #options: ScreenTurnOptions;
  /** Ends the turn that this element has. */
  #end: (() => void) | undefined;
  #isWaiting = false;

  constructor(options: ScreenTurnOptions) {
    this.#options = options;
  }

  /**
   * Runs `show` if the screen is free, and keeps the turn if something is on the screen then. If it is not, `handleTurn` is
   * called later. `isRequested`: the page asks, so it runs in any case, with the turn if nobody else has it.
   */
  async use<T>(show: () => Promise<T>, isRequested?: boolean): Promise<T | undefined> {
    const { key, signal, isShowing, handleTurn } = this.#options;
    if (!isRequested && this.mustWait()) return undefined;
    // The next question replaces this element's own thanks.
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

  /** Whether something of the page is in the way. Then `handleTurn` is called once it is not. */
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

/** A modal dialog of the page, what the person types where a dialog would take the focus, or a part of the page that hides the element. */
function isInTheWay(host: AskHost): boolean {
  const { placement } = host;
  // A profiler has no place in the page.
  return placement !== undefined && (!isRendered(host as PlacedHost) || (placement !== 'inline' && hasPageModal(host as PlacedHost)) || (placement === 'dialog' && isTyping()));
}
