/** The review of a made-up person: what they change here lasts until the scene begins anew. */
import { Review, type ReviewEntry } from '../../src/elements/review/review.ts';
import type { ProfilePlan, Source } from '../../src/plan/plan.ts';
import type { PreviewRequest } from './preview-messages.ts';
import { sampleAnswer } from './samples.ts';

type Report = (name: string, detail: string) => void;

/** Every source is to be seen. */
const SOURCES: readonly Source[] = ['user', 'idp', 'user', 'app', 'user', 'enrichment'];

export class PreviewReview {
  readonly #root: ShadowRoot;
  readonly #report: Report;
  #review: Review | undefined;
  #entries: ReviewEntry[] = [];
  #language = 'en';

  constructor(host: HTMLElement, report: Report) {
    this.#root = host.attachShadow({ mode: 'open' });
    this.#report = report;
  }

  async start({ plan, view }: PreviewRequest): Promise<void> {
    this.#entries = entriesOf(plan);
    this.#language = view.language;
    this.#review ??= new Review(this.#root, {
      onSave: (name, value) => this.#change('saved', name, (entry) => [{ ...entry, value, source: 'user', at: new Date().toISOString() }]),
      onErase: (name) => this.#change('erased', name, () => []),
      onExport: () => this.#report('exported', this.#entries.map(({ field }) => field.name).join(', ')),
    });
    await this.#show();
  }

  hide(): void {
    this.#review?.destroy();
    this.#review = undefined;
  }

  #change(event: string, name: string, change: (entry: ReviewEntry) => ReviewEntry[]): void {
    this.#report(event, name);
    this.#entries = this.#entries.flatMap((entry) => (entry.field.name === name ? change(entry) : [entry]));
    void this.#show();
  }

  async #show(): Promise<void> {
    await this.#review?.update({ entries: this.#entries, language: this.#language });
    const shown = this.#root.querySelector<HTMLElement>('.panel');
    if (shown) shown.dir = document.documentElement.dir;
  }
}

function entriesOf({ fields }: ProfilePlan): ReviewEntry[] {
  const shown = fields.filter(({ type }) => type !== 'hidden');
  return shown.map((field, index) => {
    const source = SOURCES[index % SOURCES.length]!;
    return { field, value: sampleAnswer(field), source, options: Array.isArray(field.options) ? field.options : undefined, at: source === 'user' ? '2026-05-04T10:00:00Z' : undefined };
  });
}
