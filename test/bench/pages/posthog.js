/** PostHog with its surveys, which a page usually loads from PostHog's servers. */
import posthog from 'posthog-js';
import 'posthog-js/dist/surveys';

// Nothing is sent: the address is that of this page.
posthog.init('bench', {
  api_host: location.origin,
  autocapture: false,
  capture_pageview: false,
  disable_session_recording: true,
  advanced_disable_flags: true,
});
