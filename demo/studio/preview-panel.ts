/** Plays what happens around the panel in a page: nothing is saved, and every answer succeeds or fails as the scene wants. */
import { loadOptions } from '../../src/browser/option-lists.ts';
import { Panel } from '../../src/elements/panel/panel.ts';
import type { PanelQuestion, PanelState } from '../../src/elements/panel/panel-state.ts';
import type { FieldOption, FieldValue, ProfileField, ProfilePlan } from '../../src/plan/plan.ts';
import type { Scene } from './design.ts';
import type { PreviewRequest } from './preview-messages.ts';
import { sampleAnswer } from './samples.ts';

type Report = (name: string, detail: string) => void;

export class PreviewPanel {
  readonly #root: ShadowRoot;
  readonly #report: Report;
  readonly #panel: Panel;
  #request: PreviewRequest | undefined;
  #state: PanelState | undefined;
  /** Lists by their address. */
  readonly #lists = new Map<string, FieldOption[] | 'loading' | 'failed'>();

  constructor(host: HTMLElement, report: Report) {
    this.#report = report;
    this.#root = host.attachShadow({ mode: 'open' });
    this.#panel = new Panel(this.#root, {
      onAnswer: (values) => this.#answer(values),
      onSnooze: () => this.#leave('snoozed'),
      onDecline: () => this.#leave('declined'),
      onDraft: () => {},
      onUndo: () => void this.#show({ phase: 'asking', notice: undefined }),
      onClose: () => void this.#show({ phase: 'closed' }),
    });
  }

  /** Shows the scene of `request` from its beginning. */
  async start(request: PreviewRequest): Promise<void> {
    const { view, plan } = request;
    const isOther = request.run !== this.#request?.run || view.scene !== this.#request.view.scene || view.placement !== this.#request.view.placement;
    this.#request = request;
    // The panel keeps what was typed for as long as it shows the same questions; another scene begins anew.
    if (isOther) await this.close();
    const fields = fieldsToShow(request);
    this.#state = {
      phase: fields.length === 0 ? 'closed' : view.scene === 'offline' || view.scene === 'thanks' ? 'thanks' : 'asking',
      questions: fields.map((field, index) => this.#question(field, index, view.scene)),
      placement: view.placement,
      language: view.language,
      privacyUrl: plan.privacyUrl,
      notice: view.scene === 'offline' ? 'offline' : view.scene === 'failed' ? 'failed' : undefined,
      canUndo: true,
    };
    await this.#show({});
    if (isOther && this.#state.phase === 'asking') this.#report('asked', namesOf(fields));
    if (isOther && view.scene === 'error') this.#root.querySelector<HTMLElement>('[part~="save"]')?.click();
  }

  async close(): Promise<void> {
    if (this.#state) await this.#show({ phase: 'closed' });
  }

  async #show(change: Partial<PanelState>): Promise<void> {
    if (!this.#state) return;
    this.#state = { ...this.#state, ...change };
    await this.#panel.update(this.#state);
    // The panel goes by its language; the studio also shows any language the other way round.
    const panel = this.#root.querySelector<HTMLElement>('.panel');
    if (panel) panel.dir = document.documentElement.dir;
  }

  #question(field: ProfileField, index: number, scene: Scene): PanelQuestion {
    const question: PanelQuestion = { field, options: this.#optionsOf(field) };
    if (scene === 'confirm' && index === 0) return { ...question, value: sampleAnswer(field), source: 'idp', isConfirmation: true };
    // What could not be saved is still there; and every question left blank is a mistake.
    if (scene === 'failed') return { ...question, value: sampleAnswer(field) };
    return scene === 'error' ? { ...question, field: { ...field, required: true } } : question;
  }

  #optionsOf(field: ProfileField): PanelQuestion['options'] {
    const { options } = field;
    if (!options || Array.isArray(options) || typeof options === 'function') return Array.isArray(options) ? options : undefined;
    const known = this.#lists.get(options.url);
    if (known) return known;
    this.#lists.set(options.url, 'loading');
    void loadOptions(field)
      .catch((error: Error) => {
        this.#report('error', error.message);
        return 'failed' as const;
      })
      .then((list) => {
        this.#lists.set(options.url, list);
        const questions = this.#state?.questions.map((question) => ({ ...question, options: this.#optionsOf(question.field) }));
        return this.#show({ questions });
      });
    return 'loading';
  }

  #answer(values: Record<string, FieldValue | null>): void {
    const names = Object.keys(values).join(', ');
    const scene = this.#request?.view.scene;
    this.#report('answered', names);
    if (scene === 'failed') {
      this.#report('error', 'The answer could not be saved.');
      return;
    }
    const isOffline = scene === 'offline';
    if (!isOffline) this.#report('saved', names);
    void this.#show({ phase: 'thanks', notice: isOffline ? 'offline' : undefined });
  }

  #leave(name: 'snoozed' | 'declined'): void {
    this.#report(name, namesOf(this.#state?.questions.map(({ field }) => field) ?? []));
    void this.#show({ phase: 'closed' });
  }
}

/** The field that was chosen; what is due; or, where a state is to be seen and nothing is due, the first questions there are. */
function fieldsToShow({ plan, view, asked }: Pick<PreviewRequest, 'plan' | 'view' | 'asked'>): ProfileField[] {
  const askable = plan.fields.filter(({ type, storage }) => type !== 'hidden' && storage !== 'root');
  const chosen = askable.filter(({ name }) => name === view.only);
  if (chosen.length > 0) return chosen;
  const due = asked.flatMap((name) => askable.filter((field) => field.name === name));
  return due.length > 0 || view.scene === 'question' ? due : firstQuestions(plan, askable);
}

function firstQuestions({ pacing }: ProfilePlan, askable: ProfileField[]): ProfileField[] {
  const later = askable.filter(({ ask }) => ask !== 'signup');
  return (later.length > 0 ? later : askable).slice(0, pacing?.maxFields ?? 2);
}

function namesOf(fields: readonly ProfileField[]): string {
  return fields.map(({ name }) => name).join(', ');
}
