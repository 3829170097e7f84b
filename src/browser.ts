/** What the script tag's file loads: registers the elements, and exports what `progressive-lock` does. */
import './define.ts';

export * from './index.ts';

// Few pages have one.
if (document.querySelector('profile-meter')) void import('./profile-meter.ts');
