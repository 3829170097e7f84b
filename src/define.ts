/** Registers the elements' tags; classes and functions come from `progressive-lock`. */
import { ProfileReviewElement } from './elements/profile-review-element.ts';
import { ProgressiveLockElement } from './elements/progressive-lock-element.ts';
import { TellUsMoreElement } from './elements/tell-us-more-element.ts';

const elements: Record<string, CustomElementConstructor> = {
  'tell-us-more': TellUsMoreElement,
  'progressive-lock': ProgressiveLockElement,
  'profile-review': ProfileReviewElement,
};

// A server that renders the page imports this too, and has nowhere to register them.
if (typeof document !== 'undefined') {
  for (const [tag, element] of Object.entries(elements)) {
    if (customElements.get(tag)) console.warn(`<${tag}> is registered already; the first registration stays.`);
    else customElements.define(tag, element);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tell-us-more': TellUsMoreElement;
    'progressive-lock': ProgressiveLockElement;
    'profile-review': ProfileReviewElement;
  }
}
