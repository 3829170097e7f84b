/** Shows the real `<profile-review>` with an invented person. Changes last until the scene restarts. */
import type { ProfileReviewElement } from '../../src/elements/profile-review-element.ts';
import { resolveOptionLists } from '../../src/platform/option-lists.ts';
import { emptyLedger, recordAnswered } from '../../src/plan/ledger.ts';
import type { FieldValue, ProfileField, Source } from '../../src/plan/plan.ts';
import { keepDirection } from './preview-direction.ts';
import { reportEvents, type Report } from './preview-events.ts';
import { placePerson } from './preview-person.ts';
import type { PreviewRequest } from './preview-messages.ts';
import { CLAIMS, sampleAnswer } from './samples.ts';

/** Contains every source, so that each is shown. */
const SOURCES: readonly Source[] = ['user', 'idp', 'user', 'app', 'user', 'enrichment'];

const ANSWERED_AT = new Date('2026-05-04T10:00:00Z');

export class PreviewReview {
  readonly #place: HTMLElement;
  readonly #report: Report;
  #request: PreviewRequest | undefined;
  #element: ProfileReviewElement | undefined;

  constructor(place: HTMLElement, report: Report) {
    this.#place = place;
    this.#report = report;
  }

  async start(request: PreviewRequest): Promise<void> {
    this.#request = request;
    const plan = await resolveOptionLists(request.plan, (error) => this.#report('error', error.message));
    const fields = plan.fields.filter(({ type }) => type !== 'hidden');
    const from = (source: Source) => valuesOf(fields.filter((_field, index) => SOURCES[index % SOURCES.length] === source));
    const userMetadata = from('user');
    const person = await placePerson({
      plan,
      idToken: { sub: CLAIMS.form.sub },
      userMetadata,
      idp: from('idp'),
      enrichment: from('enrichment'),
      ledger: recordAnswered(plan, emptyLedger(), Object.keys(userMetadata), ANSWERED_AT),
    });
    if (this.#request !== request) return;
    const element = document.createElement('profile-review');
    Object.assign(element, { ...person, plan, known: from('app') });
    reportEvents(element, this.#report);
    this.#element = element;
    this.adjust(request);
    this.#place.replaceChildren(element);
    keepDirection(element);
  }

  adjust({ view: { language }, dictionary }: PreviewRequest): void {
    if (this.#element) Object.assign(this.#element, { language, dictionary });
  }

  close(): void {
    this.#request = this.#element = undefined;
    this.#place.replaceChildren();
  }
}

function valuesOf(fields: readonly ProfileField[]): Record<string, FieldValue> {
  return Object.fromEntries(fields.map((field) => [field.name, sampleAnswer(field)]));
}
