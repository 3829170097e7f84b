/** Loaded by the script tag's file. Registers the elements and exports everything that `progressive-lock` exports. */
import './define.ts';

export * from './index.ts';

// Most pages have no meter.
if (document.querySelector('profile-meter')) void import('./profile-meter.ts');
