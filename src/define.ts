/** Registers the elements' tags. Import classes and functions from `progressive-lock`. */
import { ProfileReviewElement } from './elements/profile-review-element.ts';
import { ProgressiveLockElement } from './elements/progressive-lock-element.ts';
import { registerElements } from './elements/register-elements.ts';
import { TellUsMoreElement } from './elements/tell-us-more-element.ts';

registerElements({ 'tell-us-more': TellUsMoreElement, 'progressive-lock': ProgressiveLockElement, 'profile-review': ProfileReviewElement });

declare global {
  interface HTMLElementTagNameMap {
    'tell-us-more': TellUsMoreElement;
    'progressive-lock': ProgressiveLockElement;
    'profile-review': ProfileReviewElement;
  }
}
