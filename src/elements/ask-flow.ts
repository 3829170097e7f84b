/** What `<tell-us-more>` does beyond waiting: decides, shows the panel, takes the answers. Loaded unless there is a quiet period. */
import { nextTask } from '../platform/next-task.ts';
import type { ProfileField } from '../plan/plan.ts';
import { isToConfirm } from '../plan/profile-claim.ts';
import { AskController } from '../ask/ask-controller.ts';
import { FieldOptionLists } from '../ask/field-options.ts';
import { languageOf } from './language-of.ts';
import type { CurrentAsk } from '../ask/open-ask.ts';
import type { Panel } from './panel/panel.ts';
import type { PanelQuestion } from './panel/panel-state.ts';
import { panelStateOf } from './panel-state-of.ts';
import type { TellUsMoreElement } from './tell-us-more-element.ts';

export class AskFlow {
  readonly asks: AskController;
  readonly #host: TellUsMoreElement;
  readonly #options: FieldOptionLists;
  #panel: Panel | undefined;

  constructor(host: TellUsMoreElement) {
    this.#host = host;
    this.asks = new AskController(host, () => loadPanel(languageOf(host)));
    this.#options = new FieldOptionLists(host, () => host.requestUpdate());
  }

  /** Takes the panel away; the next start brings another. */
  destroy(): void {
    this.asks.stop();
    this.#panel?.destroy();
    this.#panel = undefined;
  }

  async render(): Promise<void> {
    if (!this.asks.current && !this.#panel) return;
    if (!this.#panel) {
      const { Panel } = await import('./panel/panel.ts');
      const { asks } = this;
      this.#panel = new Panel(this.#host.renderRoot as ShadowRoot, {
        onAnswer: (values) => void asks.open?.answer(values),
        onSnooze: () => void asks.open?.snooze(),
        onDecline: () => void asks.open?.decline(),
        onDraft: (name, value) => asks.open?.draft(name, value),
        onUndo: () => void asks.open?.undo(),
        onClose: () => asks.open?.close(),
      });
      await nextTask();
    }
    // What was to be shown may have changed while the panel was loading.
    const { current, open } = this.asks;
    await this.#panel?.update({
      ...panelStateOf(this.#host, this.asks.plan),
      phase: current?.phase ?? 'closed',
      questions: current?.fields.map((field) => this.#question(field, current)) ?? [],
      step: current?.step,
      notice: current?.notice,
      canUndo: current?.phase === 'thanks' && open?.canUndo,
    });
  }

  #question(field: ProfileField, { values, drafted }: CurrentAsk): PanelQuestion {
    const entry = this.asks.profile[field.name];
    // What was typed instead comes from nowhere yet.
    const source = drafted.includes(field.name) ? undefined : entry?.source;
    return {
      field,
      value: values[field.name],
      source,
      isConfirmation: source && isToConfirm(field, source),
      options: this.#options.of(field),
    };
  }
}

function loadPanel(language: string): Promise<unknown> {
  return Promise.all([import('./panel/panel.ts'), import('../locales/index.ts').then(({ loadWords }) => loadWords(language))]);
}
