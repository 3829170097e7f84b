/** Shows the real `<tell-us-more>` in a page, with an invented person. It decides itself what it asks, shows and saves. */
import type { BeforeAskEvent } from '../../src/ask/events.ts';
import type { TellUsMoreElement } from '../../src/elements/tell-us-more-element.ts';
import { keepDirection } from './preview-direction.ts';
import { nextEvent, reportEvents, type Report } from './preview-events.ts';
import { draftsOf, placePerson, type PreviewPerson } from './preview-person.ts';
import type { PreviewReport, PreviewRequest } from './preview-messages.ts';
import { stageScene, type Staging } from './preview-scene.ts';

/** The decisions may change after these events. */
const CHANGES = ['profile-changed', 'saved', 'snoozed', 'declined'] as const;

export class PreviewPanel {
  readonly #place: HTMLElement;
  readonly #report: Report;
  readonly #send: (report: PreviewReport) => void;
  #request: PreviewRequest | undefined;
  #person: PreviewPerson | undefined;
  #element: TellUsMoreElement | undefined;

  constructor(place: HTMLElement, report: Report, send: (report: PreviewReport) => void) {
    this.#place = place;
    this.#report = report;
    this.#send = send;
  }

  /** Shows the scene of `request` from its beginning. Resolves when it is on the screen. */
  async start(request: PreviewRequest): Promise<void> {
    const isEdit = this.#element !== undefined && this.#person !== undefined && isSameScene(this.#request, request);
    // Removed immediately, because clicks in the previous element would be lost.
    if (!isEdit) this.close();
    this.#request = request;
    const staging = await stageScene(request);
    // If only the plan was edited, typed answers stay, as in a page after a reload.
    const typed = isEdit ? await draftsOf(this.#person!) : {};
    const person = await placePerson({ ...staging.facts, drafts: { ...typed, ...staging.facts.drafts } });
    if (this.#request !== request) return;
    this.#person = person;
    const before = [...this.#place.children];
    const element = document.createElement('tell-us-more');
    this.#element = element;
    Object.assign(element, { ...person, plan: staging.facts.plan });
    this.adjust(request);
    if (request.moment.activity) element.track(request.moment.activity);
    // Thanks disappear after a while, but not while a pointer rests on them. The designer counts as such a pointer.
    if (request.view.scene !== 'question') element.isBeingUsed = () => true;
    // The previous element stays until this one shows something, so that typing in the editor causes no flicker.
    element.className = isEdit ? 'next' : '';
    await this.#show(element, request, staging);
    for (const other of before) other.remove();
    element.className = isEdit ? 'edited' : '';
  }

  /** Changes language, words and placement without restarting the scene. */
  adjust({ view: { language, placement }, dictionary }: PreviewRequest): void {
    if (this.#element) Object.assign(this.#element, { language, placement, dictionary });
  }

  close(): void {
    this.#request = this.#element = undefined;
    this.#place.replaceChildren();
  }

  async #show(element: TellUsMoreElement, request: PreviewRequest, { names, isSaved }: Staging): Promise<void> {
    let isStaged = names === undefined;
    element.addEventListener('before-ask', (event: BeforeAskEvent) => {
      if (isStaged) return;
      // Due questions do not appear while a state is shown.
      event.preventDefault();
      event.stopImmediatePropagation();
    });
    reportEvents(element, this.#report);
    const isReady = nextEvent(element, 'profile-changed');
    const isAsked = nextEvent(element, 'asked');
    this.#place.append(element);
    keepDirection(element);
    await isReady;
    this.#explain(element, request, true);
    if (names === undefined) {
      if (element.explain().some(({ asked }) => asked)) await Promise.race([isAsked, nextEvent(element, 'error')]);
    } else if (names.length > 0) {
      // `ask([])` resolves after the element has made its own decision.
      await element.ask([]);
      isStaged = true;
      await Promise.race([isAsked, element.ask(names, { evenIfDeclined: true, evenIfKnown: true })]);
    }
    await element.updateComplete;
    for (const type of CHANGES) element.addEventListener(type, () => void this.#explainLater(element, request));
    const save = element.shadowRoot?.querySelector<HTMLElement>('[part~="save"]');
    if (!isSaved || !save) return;
    const isTaken = Promise.race([nextEvent(element, 'answered'), nextEvent(element, 'error')]);
    save.click();
    // The form rejects blank and invalid answers immediately.
    const isRefused = [...element.shadowRoot!.querySelectorAll('[part~="error"], [part~="notice"]')].some(({ textContent }) => textContent?.trim());
    if (!isRefused) await isTaken;
    await element.updateComplete;
  }

  async #explainLater(element: TellUsMoreElement, request: PreviewRequest): Promise<void> {
    // The event is dispatched before its effects.
    await Promise.resolve();
    await element.updateComplete;
    this.#explain(element, request, element.shadowRoot?.querySelector('form') !== null);
  }

  /**
   * Sends the element's decisions. Only the scene "question" shows what the plan alone asks. `request` is the one that the
   * element was created for: a newer one may be waiting, and these decisions do not belong to it.
   */
  #explain(element: TellUsMoreElement, { view, version }: PreviewRequest, isBegin: boolean): void {
    if (view.scene !== 'question' || element !== this.#element) return;
    this.#send({ type: 'explained', version, isBegin, rows: element.explain(), profile: element.profile });
  }
}

function isSameScene(one: PreviewRequest | undefined, other: PreviewRequest): boolean {
  // A change to another single question keeps the scene: typed text stays, and nothing flickers.
  const what = ({ run, view }: PreviewRequest) => [run, view.scene, view.placement].join(' ');
  return one !== undefined && what(one) === what(other);
}
