/**
 * Connects a run with the panel of `<tell-us-more>`: shows the questions and passes on the person's actions. Loaded when something
 * is asked.
 */
import type { Run } from '../ask/run.ts';
import type { ListedField } from '../ask/listed-fields.ts';
import type { CurrentAsk } from '../ask/open-ask.ts';
import type { ProfileField } from '../plan/plan.ts';
import { isToConfirm } from '../plan/profile-claim.ts';
import { panelStateOf } from './panel-state-of.ts';
import type { PanelHost } from './panel-host.ts';
import { loadParts, Panel } from './panel/panel.ts';
import type { PanelQuestion } from './panel/panel-state.ts';

export class PanelView {
  readonly #host: PanelHost;
  #panel: Panel | undefined;
  #run: Run | undefined;

  constructor(host: PanelHost) {
    this.#host = host;
  }

  /** Loads everything that draws these fields in `count` steps. */
  async prepare(run: Run | undefined, fields: readonly ProfileField[], count = 1): Promise<void> {
    this.#run = run;
    const questions = fields.map((field) => this.#question(field as ListedField, { values: {}, drafted: [] }));
    await loadParts({ ...panelStateOf(this.#host, undefined), phase: 'asking', questions, step: { index: 1, count } });
  }

  /** Removes the panel; the next question creates another. */
  destroy(): void {
    this.#panel?.destroy();
    this.#panel = undefined;
  }

  async render(run: Run | undefined): Promise<void> {
    try {
      await this.#show(run);
    } catch (error) {
      if (!this.#host.renderRoot.querySelector('.panel')) run?.open?.fail(error as Error);
      throw error;
    }
  }

  async #show(run: Run | undefined): Promise<void> {
    this.#run = run;
    if (!this.#panel) {
      if (!run?.open) return;
      this.#panel = new Panel(this.#host.renderRoot as ShadowRoot, {
        onAnswer: (values) => this.#run?.open?.answer(values),
        onSnooze: () => this.#refuse('snooze'),
        onDecline: () => this.#refuse('decline'),
        onDraft: (name, value) => this.#run?.open?.draft(name, value),
        onBack: () => this.#run?.open?.back(),
        onResize: (isSmall) => this.#run?.open?.resize(isSmall),
        onUndo: () => this.#run?.open?.undo(),
        onClose: () => this.#run?.open?.close(),
      });
    }
    // The state may have changed meanwhile.
    const open = this.#run?.open;
    const current = open?.current;
    await this.#panel?.update({
      ...panelStateOf(this.#host, this.#run?.plan),
      ...(current && { ...current, questions: this.#questions(current) }),
      isSmall: open?.isSmall,
      canUndo: current?.phase === 'thanks' && open?.canUndo,
    });
  }

  /** Loads the message that follows. If that fails, the panel works without it. */
  #refuse(how: 'snooze' | 'decline'): void {
    const run = this.#run;
    const fields = run?.open?.current?.fields;
    run?.open?.[how]();
    if (fields) import('./panel/refusal-note.ts').then(({ noteRefusal }) => noteRefusal(this.#host, run, fields)).catch(() => undefined);
  }

  #questions(current: CurrentAsk): PanelQuestion[] {
    const { fields, followUps } = current;
    return [
      ...fields.map((field) => this.#question(field, current)),
      ...followUps.map(({ field, below }) => ({ ...this.#question(field, current), below: fields.findIndex(({ name }) => name === below) })),
    ];
  }

  #question(field: ListedField, { values, drafted }: Pick<CurrentAsk, 'values' | 'drafted'>): PanelQuestion {
    const entry = this.#run?.profile[field.name];
    // A typed value has no source yet.
    const source = drafted.includes(field.name) ? undefined : entry?.source;
    return {
      field,
      value: values[field.name],
      source,
      isConfirmation: source && isToConfirm(field, source),
      options: field.options,
    };
  }
}
