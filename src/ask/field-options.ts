import type { FieldOption, ProfileField } from '../plan/plan.ts';
import { fail } from './events.ts';

type Loaded = FieldOption[] | 'loading' | 'failed';

/** The choices of fields. Lists that the plan gives as an address or a function are loaded when they are first needed. */
export class FieldOptionLists {
  readonly #host: EventTarget;
  readonly #handleChange: () => void;
  readonly #loaded = new Map<ProfileField, Loaded>();

  /** `handleChange` is called when a list has loaded or failed. */
  constructor(host: EventTarget, handleChange: () => void) {
    this.#host = host;
    this.#handleChange = handleChange;
  }

  of(field: ProfileField): Loaded | undefined {
    if (!field.options || Array.isArray(field.options)) return field.options;
    const known = this.#loaded.get(field);
    if (known) return known;
    this.#loaded.set(field, 'loading');
    void import('../platform/option-lists.ts')
      .then(({ loadOptions }) => loadOptions(field, { handleFault: (error) => fail(this.#host, error) }))
      .catch((error: Error) => {
        fail(this.#host, error);
        return 'failed' as const;
      })
      .then((options) => {
        this.#loaded.set(field, options);
        this.#handleChange();
      });
    return 'loading';
  }
}
