/** Registers `<profile-meter>`. */
import { ProfileMeterElement } from './elements/profile-meter-element.ts';
import { registerElements } from './elements/register-elements.ts';

export type { MeterWords } from './locales/words.ts';
export { ProfileMeterElement };

registerElements({ 'profile-meter': ProfileMeterElement });

declare global {
  interface HTMLElementTagNameMap {
    'profile-meter': ProfileMeterElement;
  }
}
