/** The scenes that the preview can show. All except the form and the review have a `placement`. */
export const SCENES = {
  'sign-up': 'Sign-up',
  question: 'Question',
  confirm: 'Confirm',
  error: 'Error',
  failed: 'Not saved',
  offline: 'Offline',
  thanks: 'Thanks',
  review: 'Review',
} as const;

export type Scene = keyof typeof SCENES;
