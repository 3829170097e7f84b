/**
 * Registers `<tell-us-more>` and `<profile-review>`, for applications that use another SDK to sign in. With this import alone,
 * bundlers emit no file of Lock.
 */
import { ProfileReviewElement } from './elements/profile-review-element.ts';
import { registerElements } from './elements/register-elements.ts';
import { TellUsMoreElement } from './elements/tell-us-more-element.ts';

registerElements({ 'tell-us-more': TellUsMoreElement, 'profile-review': ProfileReviewElement });

declare global {
  interface HTMLElementTagNameMap {
    'tell-us-more': TellUsMoreElement;
    'profile-review': ProfileReviewElement;
  }
}
